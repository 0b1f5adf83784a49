/** `partita tree`: shows an instance with all that it requested, and that these requested. */
import type { InstanceStatus, QueryAnswer } from "@partita/schemas";
import { phaseText } from "#cli/instance-text.ts";
import { askStatus } from "#cli/instances.ts";
import { defineVerb } from "#cli/verb.ts";

export const tree = defineVerb({
  name: "tree",
  says: "Show the tree of an instance: what requested what.",
  operands: [{ name: "instance", says: "An instance's reference or title." }],
  options: {},
  identity: "person:ada",
  examples: ["partita tree my-guestbook"],
  run: async ({ master, operands: [name = ""], show }) => {
    const { instance, position } = await askStatus(master, name);
    const answer = await master.ask("instance-tree", { tree: instance.tree }, position);
    show(answer, () => treeText(answer));
    return "done";
  },
});

/** Children below whoever requested them, in the order of the answer. */
function treeText({ instances }: QueryAnswer<"instance-tree">): string {
  const depths = new Map<string, number>();
  const lines = instances.map((one) => {
    const depth = one.requester === undefined ? 0 : (depths.get(one.requester) ?? 0) + 1;
    depths.set(one.instance, depth);
    return `${"  ".repeat(depth)}${lineOf(one)}`;
  });
  return lines.join("\n");
}

function lineOf(one: InstanceStatus): string {
  const { instance, title, award, partition } = one;
  const place = [award?.computer, partition].filter((part) => part !== undefined).join("/");
  return [instance, title, phaseText(one), place].filter((part) => part !== "").join("  ");
}
