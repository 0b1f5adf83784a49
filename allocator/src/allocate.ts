/** Asks a computer for the partition of an open award, and takes the award back if refused. */
import type { Outcome } from "@partita/ledger";
import { deriveId, type InstanceStatus, master, type Refusal } from "@partita/schemas";
import type { Ports } from "#allocator/ports.ts";
import { release } from "#allocator/release.ts";

/** An award that waits for its partition; `award` is the id of the movement that made it. */
export type OpenAward = Pick<InstanceStatus, "instance" | "tree" | "owner" | "softwareRelease"> & {
  readonly award: string;
  readonly computer: string;
};

/** The award of an instance, if it is open and without a partition. */
export function openAwardOf(status: InstanceStatus | undefined): OpenAward | undefined {
  if (status?.phase !== "awarded" || status.award === undefined) return undefined;
  return { ...status, award: status.award.award, computer: status.award.computer };
}

/** The stream that is asked for the partition of an award, or given it back. */
export function computerOf({ computer }: { readonly computer: string }): string {
  return computer;
}

/**
 * Refused, the award lapses. A partition held under an earlier one, asked for as that one lapsed,
 * goes back then: it is for the tree, which has one open award, to say that ours was the open one.
 */
export async function allocate(ports: Ports, award: OpenAward): Promise<void> {
  const outcome = await askForPartition(ports, award);
  // Asked before, of the same award, and given: the answer then stands.
  if (!("refusal" in outcome) || outcome.refusal.code === "command-id-reused") return;
  const { code, facts } = outcome.refusal;
  const isLapsed = await lapse(ports, award, outcome.refusal);
  if (isLapsed && code === "partition-held-already" && facts.award !== undefined)
    await release(ports, { ...award, award: facts.award, causes: [award.award] });
}

/** Its id comes from the award alone: whoever asks, and however often, asks once. */
export function askForPartition(ports: Ports, open: OpenAward): Promise<Outcome> {
  const { instance, tree, owner: buyer, softwareRelease, award, computer } = open;
  return ports.send({
    kind: "allocate-partition",
    id: deriveId(award, "allocate-partition", instance),
    actor: master,
    at: ports.clock.now(),
    streamId: computer,
    causes: [award],
    detail: { instance, tree, award, softwareRelease, buyer },
  });
}

/** Whether it lapsed by this: one that lapsed before may have been followed by another. */
async function lapse(ports: Ports, open: OpenAward, { code: reason }: Refusal): Promise<boolean> {
  const { instance, tree, award, computer } = open;
  ports.log({ says: "an award came to nothing", instance, award, computer, reason });
  const outcome = await ports.send({
    kind: "lapse-award",
    id: deriveId(award, "lapse-award", instance),
    actor: master,
    at: ports.clock.now(),
    streamId: tree,
    causes: [award],
    detail: { instance, award, reason },
  });
  return "recorded" in outcome && !outcome.repeated && outcome.recorded.length > 0;
}
