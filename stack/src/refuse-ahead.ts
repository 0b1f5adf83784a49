/**
 * Refuses what has come further than the log reaches: the log was put back to an older state, and
 * whoever waited for it to grow would pass over movements unseen.
 */
import type { Checkpoints, MovementStore, Position } from "@partita/ledger";

type Log = Pick<MovementStore, "head">;

/** Throws with what to do. `reached` is asked first: meanwhile a log only grows. */
export async function refuseAhead(
  what: string,
  log: Log,
  reached: () => Promise<Position>,
): Promise<void> {
  const position = await reached();
  const head = await log.head();
  if (position <= head) return;
  throw new Error(
    `${what} reflects the log up to ${position}, but the log ends at ${head}: was it put back to ` +
      "an older state? See docs/operating/scale-out.md, Backups",
  );
}

/** Checkpoints that are looked at in this way when they are loaded. */
export function soundCheckpoints(checkpoints: Checkpoints, log: Log): Checkpoints {
  return {
    ...checkpoints,
    load: async (name) => {
      const position = await checkpoints.load(name);
      await refuseAhead(`the checkpoint of ${name}`, log, async () => position);
      return position;
    },
  };
}
