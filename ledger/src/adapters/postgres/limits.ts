/** How much the PostgreSQL store lets wait, and for how long; each bound has a reason. */

export type StoreLimits = {
  /** Appends that wait for their batch; one more is refused with StoreOverloaded. */
  readonly waitingAppendsMax: number;
  /** Bytes of JSON that they may hold together. */
  readonly waitingBytesMax: number;
  /** One commit of so many is as fast per movement as a larger one (measured). */
  readonly batchMovementsMax: number;
  readonly batchBytesMax: number;
  /** Questions about streams and commands that wait to be asked. */
  readonly waitingReadsMax: number;
  /** For a connection: a new one, or one of a pool whose connections are all taken. */
  readonly connectMillisecondsMax: number;
  /** For the answer to one statement; a little longer than the server lets a writer wait. */
  readonly answerMillisecondsMax: number;
  /** From a lost answer until its batch's outcome is given up as unknown. */
  readonly settleMillisecondsMax: number;
};

export const storeLimits: StoreLimits = {
  waitingAppendsMax: 10_000,
  waitingBytesMax: 64_000_000,
  batchMovementsMax: 1_000,
  // One largest append always fits.
  batchBytesMax: 4_000_000,
  waitingReadsMax: 10_000,
  connectMillisecondsMax: 5_000,
  answerMillisecondsMax: 15_000,
  // A server that was killed replays its log for a while before it answers again; whoever asked
  // over HTTP is to hear of it before that answer is given up.
  settleMillisecondsMax: 20_000,
};
