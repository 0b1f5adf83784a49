/** What instant a position stands for: the latest at which anything up to it was recorded. */
import type { Recorded } from "@partita/ledger";
import type { Rise, RowChange } from "#projections/rows/kept-rows.ts";

/** Notes the part of a batch that lies behind what is known; clocks that go back rise nothing. */
export async function noteInstants(change: RowChange, batch: readonly Recorded[]): Promise<void> {
  const { known } = change;
  const fresh = batch.filter(({ position }) => position > known.position);
  const last = fresh.at(-1);
  if (last !== undefined) await change.know(risesIn(fresh, known), last.position);
}

export function risesIn(
  batch: readonly Recorded[],
  known: { readonly position: bigint; readonly instant: string },
): readonly Rise[] {
  let { instant, position: after } = known;
  return batch.flatMap(({ movement: { recordedAt }, position }) => {
    const rise = recordedAt > instant ? [{ instant: recordedAt, after }] : [];
    if (recordedAt > instant) instant = recordedAt;
    after = position;
    return rise;
  });
}
