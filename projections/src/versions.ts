/**
 * Applies movements to rows over all of valid time: pure, it answers the versions that a batch
 * makes. A late movement is applied to the row at its instant and to each later one, so that what
 * is read at any moment is what a replay up to that moment would make.
 */
import type { Recorded } from "@partita/ledger";
import { changeFor, keysOf } from "#projections/apply.ts";
import { effectiveAt } from "#projections/effective-at.ts";
import type { Projection } from "#projections/projection.ts";
import type { Version } from "#projections/rows/kept-rows.ts";
import { type Life, lifeFrom, replaceFrom, type Segment } from "#projections/rows/life.ts";
import type { Table } from "#projections/rows/rows.ts";

/** For each key an instant: what the row is from then on is needed. */
export type Wanted = ReadonlyMap<string, string>;

/** What was loaded: the lives of all keys that were wanted, as far as they have any. */
export type Known<Row> = {
  readonly wanted: Wanted;
  readonly lives: ReadonlyMap<string, Life<Row>>;
};

/** The versions of the batch, or what else must be known first: seldom, and then once or twice. */
export type Made<Row> =
  | { readonly versions: readonly Version<Row>[] }
  | { readonly missing: Wanted };

/** The keys that a batch touches and others may have touched, each from the earliest instant on. */
export function wantedBy<Row extends object>(
  projection: Projection<Row>,
  batch: readonly Recorded[],
): Wanted {
  const wanted = new Map<string, string>();
  for (const recorded of batch) {
    const change = changeFor(projection, recorded);
    if (change === undefined || change.isOwn) continue;
    const effective = effectiveAt(recorded.movement);
    for (const key of keysOf(change, recorded)) {
      const known = wanted.get(key);
      if (known === undefined || effective < known) wanted.set(key, effective);
    }
  }
  return wanted;
}

export function versionsMade<Row extends object>(
  projection: Projection<Row>,
  batch: readonly Recorded[],
  known: Known<Row>,
): Made<Row> {
  const draft = draftOf(projection.table, known);
  for (const recorded of batch) {
    const change = changeFor(projection, recorded);
    const since = change && effectiveAt(recorded.movement);
    if (change === undefined || since === undefined) continue;
    for (const key of keysOf(change, recorded)) {
      const before = lifeFrom(draft.lifeOf(key), since);
      // Before what the row becomes, as `applied` does it: put aside under its own key it is lost.
      for (const [index, { effective, row }] of before.entries()) {
        const aside = row && change.aside?.(row, recorded);
        if (aside && aside.key !== key)
          draft.putAside(aside, effective, before[index + 1]?.effective);
      }
      const after = before.map(({ effective, row }) => ({
        effective,
        row: change.apply(row, recorded, key),
      }));
      draft.write(key, before, after);
    }
    draft.close(recorded.position);
  }
  return draft.missing.size > 0 ? { missing: draft.missing } : { versions: draft.versions };
}

/** Lives as they become, and what was written of them by the movement that is being applied. */
function draftOf<Row extends object>(table: Table<Row>, { wanted, lives }: Known<Row>) {
  const known = new Map(wanted);
  const drafts = new Map<string, Segment<Row>[]>();
  const written = new Map<string, Written>();
  const versions: Version<Row>[] = [];
  const missing = new Map<string, string>();

  function lifeOf(key: string): Segment<Row>[] {
    const found = drafts.get(key) ?? [...(lives.get(key) ?? [])];
    drafts.set(key, found);
    return found;
  }

  function replace(key: string, segments: Life<Row>, enters: boolean): void {
    const since = segments[0]?.effective;
    if (since === undefined) return;
    replaceFrom(lifeOf(key), segments);
    const earlier = written.get(key);
    written.set(key, {
      since: earlier && earlier.since < since ? earlier.since : since,
      enters: enters || earlier?.enters === true,
    });
  }

  /** What the key has after the stretch must be known, since it is there again afterwards. */
  function putAside(
    { key, row }: { readonly key: string; readonly row: Row },
    since: string,
    until: string | undefined,
  ): void {
    const from = known.get(key);
    const isKnown = from !== undefined && from <= since;
    if (until !== undefined && !isKnown) missing.set(key, earliest(missing.get(key), since));
    const rest = until === undefined ? [] : lifeFrom(lifeOf(key), until);
    replace(key, [{ effective: since, row }, ...rest], true);
    if (until === undefined && !isKnown) known.set(key, since);
  }

  function write(key: string, before: Life<Row>, after: Life<Row>): void {
    if (after.every(({ row }, index) => row === before[index]?.row)) return;
    const enters = after.some(({ row }, index) => hasOtherColumns(table, before[index]?.row, row));
    replace(key, after, enters);
  }

  function close(position: bigint): void {
    for (const [key, { since, enters }] of written)
      for (const { effective, row } of lifeFrom(lifeOf(key), since))
        versions.push({ key, position, effective, row, enters });
    written.clear();
  }

  return { lifeOf, putAside, write, close, versions, missing };
}

type Written = { readonly since: string; readonly enters: boolean };

/** Whether it may be found now where it was not found before. */
function hasOtherColumns<Row extends object>(
  { columns }: Table<Row>,
  before: Row | undefined,
  after: Row | undefined,
): boolean {
  if (after === undefined) return false;
  if (before === undefined) return true;
  return Object.values(columns).some((column) => column(before) !== column(after));
}

function earliest(known: string | undefined, instant: string): string {
  return known !== undefined && known < instant ? known : instant;
}
