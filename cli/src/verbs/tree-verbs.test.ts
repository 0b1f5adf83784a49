import { anInstance } from "@partita/schemas/testing/answers.ts";
import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

const root = anInstance();
const done = { movements: ["m/0"], position: "20", subject: root.instance };

test.each([
  [["start", root.instance], "start-instance", "start", {}],
  [["stop", root.instance], "stop-instance", "stop", {}],
  [["destroy", root.instance], "destroy-instance", "destroy", {}],
  [["rename", root.instance, "our-site"], "rename-instance", "title", { title: "our-site" }],
  [["bang", root.instance, "it hangs"], "bang-instance", "bang", { message: "it hangs" }],
] as const)("%j sends %s", async (words, kind, path, body) => {
  await using master = await fakeMaster({ [kind]: done });
  const { exit } = await say(words, master.url);
  expect(exit).toBe(0);
  expect(master.heard).toMatchObject([{ path: `/v1/instances/${root.instance}/${path}`, body }]);
});

test("amend adds to what is there, and names the revision that it saw", async () => {
  await using master = await fakeMaster({
    "instance-status": { instance: root, position: "19" },
    "amend-instance": done,
  });
  const { printed } = await say(
    ["amend", root.instance, "--parameter", "colour=red", "--max-price", "5"],
    master.url,
  );
  expect(printed).toBe(`${root.instance} was amended`);
  expect(master.heard[1]?.body).toEqual({
    revision: root.revision,
    parameters: { ...root.parameters, colour: "red" },
    conditions: { ...root.conditions, max_price: { amount: "5", currency: "EUR" } },
  });
});

test("amend without a change is refused here already", async () => {
  await using master = await fakeMaster({
    "instance-status": { instance: root, position: "19" },
  });
  expect((await say(["amend", root.instance], master.url)).exit).toBe(2);
});

test("tree shows children below whoever requested them", async () => {
  const child = anInstance({
    ...{ instance: "INST-0000000002", title: "database", requester: root.instance },
    phase: "deferred",
  });
  await using master = await fakeMaster({
    "instance-status": { instance: root, position: "19" },
    "instance-tree": {
      ...{ tree: root.tree, owner: "person:ada", position: "19" },
      instances: [root, child],
    },
  });
  const { printed } = await say(["tree", root.instance], master.url);
  expect(printed.split("\n")).toEqual([
    "INST-0000000001  my-guestbook  started  COMP-1/slappart0",
    "  INST-0000000002  database  deferred  COMP-1/slappart0",
  ]);
});
