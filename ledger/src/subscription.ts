/** Follows the log in global order, by batches, from a checkpoint; at least once, never a gap. */
import { pagesOf } from "#ledger/pages.ts";
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

/**
 * Runs until the signal aborts; throws when `take` or the store throws. While a batch is dealt
 * with, the next is fetched.
 */
export async function follow(
  store: MovementStore,
  { from, take, signal }: Subscription,
): Promise<void> {
  let position = from;
  while (!signal.aborted) {
    for await (const batch of pagesOf(store, position, { movementsMax: batchMovementsMax })) {
      if (signal.aborted) return;
      await take(batch);
      position = batch.at(-1)?.position ?? position;
      if (signal.aborted) return;
      // The log ended here when it was read: whoever waits is told what it has beyond.
      if (batch.length < batchMovementsMax) break;
    }
    await store.waitBeyond(position, signal);
  }
}
