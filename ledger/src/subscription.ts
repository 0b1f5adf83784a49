/** Follows the log in global order, by batches, from a checkpoint; at least once, never a gap. */
import type { MovementStore, Position, Recorded } from "#ledger/store/store.ts";

/** Movements per batch: large enough to catch up quickly, small enough for one transaction. */
export const batchMovementsMax = 500;

export type Subscription = {
  /** The last position that was dealt with. */
  readonly from: Position;
  /** Deals with a batch; when it resolves, the batch's last position is the new checkpoint. */
  readonly take: (batch: readonly Recorded[]) => Promise<void>;
  readonly signal: AbortSignal;
};

/** Runs until the signal aborts; throws when `take` or the store throws. */
export async function follow(
  store: MovementStore,
  { from, take, signal }: Subscription,
): Promise<void> {
  let position = from;
  while (!signal.aborted) {
    const batch = await store.readAll(position, batchMovementsMax);
    const last = batch.at(-1);
    if (last === undefined) {
      await store.waitBeyond(position, signal);
      continue;
    }
    await take(batch);
    position = last.position;
  }
}
