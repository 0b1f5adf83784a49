/** Keeps checkpoints in a map; for tests and for the simulation. */
import type { Checkpoints } from "#ledger/checkpoints.ts";
import type { Position } from "#ledger/store/store.ts";

export function memoryCheckpoints(): Checkpoints {
  const positions = new Map<string, Position>();
  return {
    load: async (name) => positions.get(name) ?? 0n,
    save: async (name, position) => {
      positions.set(name, position);
    },
  };
}
