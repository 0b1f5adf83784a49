/** SLAP's timestamps: whole microseconds, which move whenever an agent must look again. */

/**
 * The milliseconds of an instant, and below them the place of its movement in the log, so that two
 * changes within a millisecond differ. Exact as a number until the year 2255.
 */
export function slapTimestamp(instant: string, position: string): number {
  return Date.parse(instant) * 1000 + Number(BigInt(position) % 1000n);
}

/** Dates as HTTP and SLAP's status dictionaries write them: `Thu, 01 Jan 2026 00:00:00 GMT`. */
export function rfc1123(instant: string): string {
  return new Date(Date.parse(instant)).toUTCString();
}
