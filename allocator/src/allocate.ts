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

export async function allocate(ports: Ports, award: OpenAward): Promise<void> {
  let outcome = await askForPartition(ports, award);
  if (holdsAnother(outcome)) {
    // Asked for under an award that lapsed at that moment: it goes back, and is asked for properly.
    await release(ports, { ...award, causes: [award.award] }, "release-earlier-partition");
    outcome = await askForPartition(ports, award);
  }
  // Asked before, of the same award, and given: the answer then stands.
  if (!("refusal" in outcome) || outcome.refusal.code === "command-id-reused") return;
  await lapse(ports, award, outcome.refusal);
}

/** Nothing was written now, nor by this command before: the instance is there already. */
function holdsAnother(outcome: Outcome): boolean {
  return "recorded" in outcome && !outcome.repeated && outcome.recorded.length === 0;
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

async function lapse(ports: Ports, open: OpenAward, { code: reason }: Refusal): Promise<void> {
  const { instance, tree, award, computer } = open;
  ports.log({ says: "an award came to nothing", instance, award, computer, reason });
  await ports.send({
    kind: "lapse-award",
    id: deriveId(award, "lapse-award", instance),
    actor: master,
    at: ports.clock.now(),
    streamId: tree,
    causes: [award],
    detail: { instance, award, reason },
  });
}
