/** Takes instances off a computer that was declared lost, those that are to move or to go. */
import { deriveId, type InstanceStatus, master } from "@partita/schemas";
import type { Ports } from "#allocator/ports.ts";
import { release } from "#allocator/release.ts";
import type { Market } from "#allocator/view.ts";

/** An instance that waits for nothing from its computer any more. */
export type Leaver = Pick<InstanceStatus, "instance" | "tree"> & {
  readonly award: string;
  readonly computer: string;
  readonly causes: readonly string[];
};

/** The wish alone, without the computer: cheap enough to be asked of every movement. */
export function wouldLeave({
  state,
  conditions,
}: Pick<InstanceStatus, "state" | "conditions">): boolean {
  return state === "destroyed" || conditions.on_loss === "move";
}

/** The computers of a market that were declared lost. */
export function lostIn({ computers }: Pick<Market, "computers">): ReadonlySet<string> {
  const lost = [...computers.values()].filter(({ lost }) => lost === true);
  return new Set(lost.map(({ computer }) => computer));
}

/** Of these, who is to leave a computer that is lost. */
export function leaversAmong(
  statuses: readonly InstanceStatus[],
  lost: ReadonlySet<string>,
): readonly Omit<Leaver, "causes">[] {
  return statuses.flatMap((status) => {
    const { instance, tree, award, phase, shared = false } = status;
    if (award === undefined || !lost.has(award.computer)) return [];
    if (phase === "destroyed" || shared || !wouldLeave(status)) return [];
    return [{ instance, tree, award: award.award, computer: award.computer }];
  });
}

/**
 * The award lapses first: who is to go is gone with it, who is to move waits and is placed anew.
 * Ids come from the award alone, as when it lapses for another reason.
 */
export async function rescue(ports: Ports, leaver: Leaver): Promise<void> {
  const { instance, tree, award, causes } = leaver;
  await ports.send({
    kind: "lapse-award",
    id: deriveId(award, "lapse-award", instance),
    actor: master,
    at: ports.clock.now(),
    streamId: tree,
    causes,
    detail: { instance, award, reason: "computer-lost" },
  });
  await release(ports, leaver);
}
