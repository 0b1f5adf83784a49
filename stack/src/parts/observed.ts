/** Checkpoints that also tell how far whoever uses them has come. */
import type { Checkpoints, Position } from "@partita/ledger";

export type Observed = Checkpoints & {
  /** The last position loaded or saved through here; 0 before that. */
  readonly reached: () => Promise<Position>;
};

export function observed(checkpoints: Checkpoints): Observed {
  let last = 0n;
  return {
    load: async (name) => {
      last = await checkpoints.load(name);
      return last;
    },
    save: async (name, position) => {
      await checkpoints.save(name, position);
      last = position;
    },
    reached: async () => last,
  };
}
