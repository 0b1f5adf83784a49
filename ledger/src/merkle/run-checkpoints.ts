/** Signs what the tree has grown by, again and again: the promises that nobody had to ask for. */
import type { MerkleLog } from "#ledger/merkle/merkle-log.ts";

/**
 * Between two signatures. What is not signed yet could be rewritten unseen; each checkpoint is kept
 * for ever, which at this pace and without a pause is some 800 MB a year.
 */
export const checkpointMilliseconds = 10_000;

export type Sealing = {
  readonly log: Pick<MerkleLog, "seal">;
  /** Ends early when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  readonly signal: AbortSignal;
};

/** Runs until the signal aborts; throws when the tree does not keep what was promised. */
export async function runCheckpoints({ log, sleep, signal }: Sealing): Promise<void> {
  while (!signal.aborted) {
    await log.seal();
    await sleep(checkpointMilliseconds, signal);
  }
}
