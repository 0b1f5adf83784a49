/** What is banged when a computer bangs or is lost: each tree on it, once. */
import { type Recorded, streamName } from "@partita/ledger";
import { type Command, deriveId, type Movement, master } from "@partita/schemas";

type Bang = Omit<Command<"bang-instance">, "at">;
type Present = { readonly tree: string; readonly instance: string };

/** Ids come from movement and tree: one cause bangs a tree once, however often it is sent. */
export function bangsOf({ movement, stream }: Recorded): readonly Bang[] {
  const computer = stream.slice(streamName("computer", "").length);
  if (movement.kind === "computer-banged")
    return bangs(movement, computer, { present: movement.detail.present, origin: "computer" });
  if (movement.kind === "computer-lost")
    return bangs(movement, computer, { present: movement.detail.held, origin: "computer-lost" });
  return [];
}

type Banging = {
  readonly present: readonly Present[];
  readonly origin: "computer" | "computer-lost";
};

function bangs(
  { id, detail: { message } }: Movement<"computer-banged" | "computer-lost">,
  computer: string,
  { present, origin }: Banging,
): readonly Bang[] {
  const oneOfEach = new Map(present.toReversed().map(({ tree, instance }) => [tree, instance]));
  return [...oneOfEach].map(([tree, instance]) => ({
    kind: "bang-instance",
    id: deriveId(id, "bang-instance", tree),
    actor: master,
    streamId: tree,
    causes: [id],
    detail: { instance, message, origin, computer },
  }));
}
