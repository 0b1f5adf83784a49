/**
 * A moment in UTC as text, to the millisecond; periods are half-open, from `startsAt` up to but not
 * at `stopsAt`.
 */
import { Type } from "typebox";

/** Always `2026-01-31T12:00:00.000Z`: one form only, so that text order is time order. */
export const Instant = Type.String({
  pattern:
    "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$",
});

/** The one form of an instant, from milliseconds since 1970. */
export function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Milliseconds between two instants; negative when `to` comes before `from`. */
export function millisecondsBetween(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}
