/** When a letter that was not taken is sent again: the schedule that Standard Webhooks gives. */

const minute = 60_000;
const hour = 60 * minute;

/** Pauses after the first attempt, the second, …: three days and a little in all. */
const pauseMilliseconds = [
  5_000,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** One more than there are pauses: then the webhook is paused, and its owner told why. */
export const attemptsMax = pauseMilliseconds.length + 1;

/** A receiver may ask for a longer pause, but not to be forgotten. */
const askedMillisecondsMax = 24 * hour;
/** Receivers that failed together are not to be asked again together. */
const jitterShareMax = 0.2;

type Asked = { readonly now: string; readonly retryAfter: string | undefined };

/** Milliseconds until the next attempt, after so many failed ones; never less than was asked. */
export function pauseAfter(attempts: number, chance: number, { now, retryAfter }: Asked): number {
  const planned = pauseMilliseconds[attempts - 1] ?? pauseMilliseconds[8];
  const asked = Math.min(askedFor(now, retryAfter), askedMillisecondsMax);
  return Math.round(Math.max(planned, asked) * (1 + chance * jitterShareMax));
}

/** Retry-After is seconds, or a date (RFC 9110, section 10.2.3); anything else asks for nothing. */
function askedFor(now: string, retryAfter: string | undefined): number {
  if (retryAfter === undefined) return 0;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const until = Date.parse(retryAfter);
  return Number.isNaN(until) ? 0 : Math.max(0, until - Date.parse(now));
}
