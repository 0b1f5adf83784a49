/** What a command is sent because of: it gives the command its id, and the movement its cause. */
import { deriveId, type InstanceStatus } from "@partita/schemas";

export type Because = { readonly seed: string; readonly causes: readonly string[] };

export function becauseOf(movementId: string): Because {
  return { seed: movementId, causes: [movementId] };
}

/** The reconciliation answers to no movement: it found the instance as it is since a position. */
export function becauseFound({ changedAt }: InstanceStatus): Because {
  return { seed: `found ${changedAt}`, causes: [] };
}

/** The same reaction to the same cause has the same id: done twice, it writes nothing new. */
export function commandId(because: Because, reaction: string, instance: string): string {
  return deriveId(because.seed, reaction, instance);
}
