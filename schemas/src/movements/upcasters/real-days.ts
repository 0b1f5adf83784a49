/** Days that do not exist, which an instant could name once, become those they were taken for. */
import { instantOf } from "../../instant.ts";
import type { StoredMovement, Upcaster } from "./define.ts";

/**
 * The 31st of February was billed as the 3rd of March, since `Date.parse` counts on into the next
 * month: that is what both sides were charged for, so that is what it means.
 */
export const realDays: Upcaster = {
  kinds: ["invoice-issued", "offer-amended", "offer-published", "period-closed"],
  says: "An instant names a day that exists: the 31st of February becomes the 3rd of March.",
  // Each value comes back in the shape it had, which the walk over unknown values cannot say.
  upcast: (stored) => (hasLateDay(stored) ? (onRealDays(stored) as StoredMovement) : stored),
};

/** `2026-01-31T12:00:00.000Z`: most texts are no instants, which their length says at once. */
const instantCharacters = 24;
/** From the 29th on, a day may be one too many for its month. */
const lateDay = /^\d{4}-\d{2}-(?:29|30|31)T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Almost no movement has one: they are read past without being copied. */
function hasLateDay(value: unknown): boolean {
  if (typeof value === "string") return value.length === instantCharacters && lateDay.test(value);
  if (typeof value !== "object" || value === null) return false;
  for (const name in value) if (hasLateDay(Reflect.get(value, name))) return true;
  return false;
}

/** The same value again where nothing had to change. */
function onRealDays(value: unknown): unknown {
  if (typeof value === "string") return lateDay.test(value) ? realDay(value) : value;
  if (Array.isArray(value)) {
    const items = value.map(onRealDays);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (typeof value !== "object" || value === null) return value;
  const changed = Object.entries(value)
    .map(([name, inner]) => [name, onRealDays(inner), inner] as const)
    .filter(([, now, before]) => now !== before);
  return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) };
}

function realDay(instant: string): string {
  const milliseconds = Date.parse(instant);
  return Number.isNaN(milliseconds) ? instant : instantOf(milliseconds);
}
