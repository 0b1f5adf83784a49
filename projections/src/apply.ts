/** Applies movements to rows: pure, with one reading before a batch and one writing after it. */
import type { Recorded } from "@partita/ledger";
import type { MovementKind } from "@partita/schemas";
import type { Change, Projection } from "#projections/projection.ts";

/** The keys of all rows that a batch touches. */
export function keysTouched<Row extends object>(
  projection: Projection<Row>,
  batch: readonly Recorded[],
): readonly string[] {
  return [
    ...new Set(batch.flatMap((recorded) => keysOf(changeFor(projection, recorded), recorded))),
  ];
}

/** The rows as they are after a batch, those that it touched; undefined for those that are gone. */
export function applied<Row extends object>(
  projection: Projection<Row>,
  batch: readonly Recorded[],
  before: ReadonlyMap<string, Row>,
): ReadonlyMap<string, Row | undefined> {
  const after = new Map<string, Row | undefined>();
  for (const recorded of batch) {
    const change = changeFor(projection, recorded);
    for (const key of keysOf(change, recorded)) {
      const row = after.has(key) ? after.get(key) : before.get(key);
      const aside = row && change?.aside?.(row, recorded);
      if (aside) after.set(aside.key, aside.row);
      after.set(key, change?.apply(row, recorded, key));
    }
  }
  return after;
}

/** A movement that names a row twice touches it once. */
export function keysOf<Row>(change: Change<Row, MovementKind> | undefined, recorded: Recorded) {
  return [...new Set(change?.keys(recorded))];
}

export function changeFor<Row extends object>(
  { on }: Projection<Row>,
  { movement }: Pick<Recorded, "movement">,
): Change<Row, MovementKind> | undefined {
  // The table pairs each kind with a change for movements of that kind; a lookup by kind forgets
  // it.
  return on[movement.kind] as Change<Row, MovementKind> | undefined;
}
