/** The versions of rows in memory, by key; only ever added to, so that readers share them. */
import type { Version } from "#projections/rows/kept-rows.ts";
import type { Life, Segment } from "#projections/rows/life.ts";
import type { Changed, Moment } from "#projections/rows/rows.ts";

export type AnyVersion = Version<object>;
/** Of one generation, in the order of positions. */
export type History = Map<string, AnyVersion[]>;

export function addTo(history: History, versions: readonly AnyVersion[]): void {
  for (const version of versions) {
    const kept = history.get(version.key);
    if (kept === undefined) history.set(version.key, [version]);
    else kept.push(version);
  }
}

/** Up to `position`, where the reader stands: what came later is there, but not yet seen. */
export type Bounds = { readonly at: string | undefined; readonly position: bigint };

export function boundsOf({ at, knownAt }: Moment, checkpoint: bigint): Bounds {
  return { at, position: knownAt !== undefined && knownAt < checkpoint ? knownAt : checkpoint };
}

export function rowsAt(history: History, bounds: Bounds): ReadonlyMap<string, object> {
  const rows = new Map<string, object>();
  for (const [key, versions] of history) {
    const row = versionAt(versions, bounds)?.row;
    if (row !== undefined) rows.set(key, row);
  }
  return rows;
}

/** Keys with a version between two moments, with their rows at both. */
export function changedBetween(history: History, since: Bounds, now: Bounds): Changed<object>[] {
  const changed: Changed<object>[] = [];
  for (const [key, versions] of history) {
    const before = versionAt(versions, since);
    const after = versionAt(versions, now);
    if (before !== after) changed.push({ key, before: before?.row, after: after?.row });
  }
  return changed;
}

function versionAt(
  versions: readonly AnyVersion[] | undefined,
  { at, position }: Bounds,
): AnyVersion | undefined {
  return versions
    ?.filter((one) => one.position <= position && (at === undefined || one.effective <= at))
    .reduce<AnyVersion | undefined>((best, one) => (isOver(best, one) ? one : best), undefined);
}

/** How a key is over valid time, with all that is known. */
export function lifeOf(versions: readonly AnyVersion[]): Life<object> {
  const byInstant = versions.toSorted(
    (left, right) =>
      compared(left.effective, right.effective) || (left.position < right.position ? -1 : 1),
  );
  const life: Segment<object>[] = [];
  let best: AnyVersion | undefined;
  for (const one of byInstant) {
    if (!isOver(best, one)) continue;
    if (best?.effective === one.effective) life.pop();
    life.push({ effective: one.effective, row: one.row });
    best = one;
  }
  return life;
}

function isOver(best: AnyVersion | undefined, one: AnyVersion): boolean {
  if (best === undefined || one.position > best.position) return true;
  return one.position === best.position && one.effective > best.effective;
}

function compared(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
