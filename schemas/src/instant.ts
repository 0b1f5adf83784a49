/**
 * A moment in UTC as text, to the millisecond; periods are half-open, from `startsAt` up to but not
 * at `stopsAt`.
 */
import { Type } from "typebox";

const leapYear = "(?:\\d{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)";
const longMonths = "(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])";
const shortMonths = "(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)";
const february = "02-(?:0[1-9]|1\\d|2[0-8])";
const date = `(?:\\d{4}-(?:${longMonths}|${shortMonths}|${february})|${leapYear}-02-29)`;
const time = "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z";

/**
 * Always `2026-01-31T12:00:00.000Z`: one form only, so that text order is time order. A pattern
 * alone, leap years and all, so that whoever reads our OpenAPI refuses the 31st of February too.
 */
export const Instant = Type.String({ pattern: `^${date}T${time}$` });

/** The one form of an instant, from milliseconds since 1970. */
export function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Milliseconds between two instants; negative when `to` comes before `from`. */
export function millisecondsBetween(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}
