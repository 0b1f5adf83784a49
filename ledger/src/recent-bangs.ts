/** Which bangs came a moment ago: a storm of one cause is told once. */
import { canonical, millisecondsBetween } from "@partita/schemas";

/** What is recalculated for one cause takes longer than this to bear fruit, or to bang again. */
export const bangDampMilliseconds = 60_000;

/** When each cause banged last; those that are longer ago are forgotten. */
export type RecentBangs = ReadonlyMap<string, string>;

export const noBangs: RecentBangs = new Map();

/** Two bangs that say the same, of the same, are of one cause. */
export function causeOf(facts: Readonly<Record<string, string | undefined>>): string {
  const said = Object.entries(facts).filter(([, fact]) => fact !== undefined);
  return canonical(Object.fromEntries(said));
}

/** Whether the same was said within the time; by a clock that is behind, just as well. */
export function isDamped(bangs: RecentBangs, cause: string, at: string): boolean {
  const last = bangs.get(cause);
  return last !== undefined && isRecent(last, at);
}

export function notedBang(bangs: RecentBangs, cause: string, at: string): RecentBangs {
  const recent = [...bangs].filter(([, last]) => isRecent(last, at));
  return new Map(recent).set(cause, at);
}

function isRecent(last: string, at: string): boolean {
  return Math.abs(millisecondsBetween(last, at)) < bangDampMilliseconds;
}
