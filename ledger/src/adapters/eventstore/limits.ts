/** How much the EventStoreDB store does at once, and how long it waits; each bound has a reason. */

export type StoreLimits = {
  /** Appends under way at once: the server takes 100 calls per connection, followers need some. */
  readonly appendsUnderWayMax: number;
  /** Appends that wait for their turn; one more is refused with StoreOverloaded. */
  readonly waitingAppendsMax: number;
  /** Bytes of JSON that they may hold together. */
  readonly waitingBytesMax: number;
  /** How often a call is tried before the store counts as unreachable. */
  readonly attemptsMax: number;
  /** Pause before the second attempt; each further one is twice as long, up to the maximum. */
  readonly pauseMilliseconds: number;
  readonly pauseMillisecondsMax: number;
  /** For one page of the log or one stream, from the question to the last movement. */
  readonly readMillisecondsMax: number;
  /** How long a command that another writer has claimed is given to be written. */
  readonly rivalMillisecondsMax: number;
  /** Claims of one command that may be given up, each since the stream moved on. */
  readonly claimsMax: number;
  /** Readings of the log that are kept open between pages: one per follower. */
  readonly readingsMax: number;
  /** A reading that nobody has continued for so long is closed. */
  readonly readingIdleMilliseconds: number;
  /** How long the subscription that wakes waiters outlives the last of them. */
  readonly lingerMilliseconds: number;
  /** How often the log is looked at nevertheless while somebody waits. */
  readonly recheckMilliseconds: number;
};

export const storeLimits: StoreLimits = {
  appendsUnderWayMax: 48,
  waitingAppendsMax: 10_000,
  waitingBytesMax: 64_000_000,
  // Some six seconds: a cluster elects its leader in one to five.
  attemptsMax: 10,
  pauseMilliseconds: 50,
  pauseMillisecondsMax: 1_000,
  // Also a server on which others write much more than we do is searched within this.
  readMillisecondsMax: 60_000,
  rivalMillisecondsMax: 1_000,
  claimsMax: 16,
  readingsMax: 24,
  readingIdleMilliseconds: 5_000,
  lingerMilliseconds: 1_000,
  recheckMilliseconds: 15_000,
};
