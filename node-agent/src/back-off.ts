/**
 * How long to wait after failures in a row, and when a service that keeps exiting may be started
 * again.
 */

export const backOffMillisecondsMax = 60_000;
const firstMilliseconds = 500;
/** A run shorter than this counts as a failed start; a longer one wipes the slate. */
export const steadyMilliseconds = 10_000;
/**
 * Exits in a row after which the instance is called failing; one crash is repaired without a word.
 */
export const quickExitsBeforeFailing = 3;

/** 0, 0.5, 1, 2, 4 … seconds, at most a minute. */
export function backOffMilliseconds(failures: number): number {
  if (failures <= 0) return 0;
  return Math.min(firstMilliseconds * 2 ** Math.min(failures - 1, 30), backOffMillisecondsMax);
}

export type Run = {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Runs in a row, before this one, that ended early. */
  readonly quickExits: number;
};

/**
 * What an exit at `now` makes of the count, and when the next start is due: the first one at once.
 */
export function afterExit({ startedAt, quickExits }: Run, now: number) {
  // A clock that was set back says nothing about how long it ran.
  const steady = now - startedAt >= steadyMilliseconds;
  const count = steady ? 0 : quickExits + 1;
  return { quickExits: count, startAt: startedAt + backOffMilliseconds(count - 1) };
}
