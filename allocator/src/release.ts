/** Gives a partition back to its computer: its instance is gone, or never was to have it. */
import { deriveId, master } from "@partita/schemas";
import type { Ports } from "#allocator/ports.ts";

export type Release = {
  readonly instance: string;
  /** Under which the partition was given. */
  readonly award: string;
  readonly computer: string;
  readonly causes: readonly string[];
};

/** Its id comes from the award alone: an award has one partition, which goes back once. */
export async function release(ports: Ports, leaving: Release): Promise<void> {
  const { instance, award, computer, causes } = leaving;
  await ports.send({
    kind: "release-partition",
    id: deriveId(award, "release-partition", instance),
    actor: master,
    at: ports.clock.now(),
    streamId: computer,
    causes,
    detail: { instance, award },
  });
}
