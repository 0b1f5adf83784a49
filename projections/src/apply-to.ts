/** Takes batches into generations of rows: loads, applies, saves. */
import type { Recorded } from "@partita/ledger";
import type { Projection } from "#projections/projection.ts";
import type { Generation, RowChange } from "#projections/rows/kept-rows.ts";
import { type Known, versionsMade, type Wanted, wantedBy } from "#projections/versions.ts";

/** Each round learns of rows put aside late in the round before; more than two are a fault. */
const roundsMax = 100;

/** What is taken into a generation: the whole batch, or what of it lies behind where it stands. */
export type Taking = {
  readonly projection: Projection<object>;
  readonly generation: Generation;
  readonly batch: readonly Recorded[];
};

/**
 * Takes batches into several generations at once: while one's rows are written, the next one's are
 * computed. All of them are over when it resolves or throws, so that nothing is written after a
 * change was given up.
 */
export async function applyAll(change: RowChange, takings: readonly Taking[]): Promise<void> {
  const ends = await Promise.allSettled(takings.map((taking) => applyTo(change, taking)));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/** Loads the rows that a batch touches, and saves each version that it makes of them. */
async function applyTo(
  change: RowChange,
  { projection, generation, batch }: Taking,
): Promise<void> {
  const wanted = wantedBy(projection, batch);
  const lives = wanted.size > 0 ? await change.load(generation, wanted) : new Map();
  let known: Known<object> = { wanted, lives };
  for (let round = 1; round <= roundsMax; round++) {
    const made = versionsMade(projection, batch, known);
    if ("versions" in made) {
      if (made.versions.length > 0) await change.save(generation, projection.table, made.versions);
      return;
    }
    known = extended(known, made.missing, await change.load(generation, made.missing));
  }
  throw new Error(`${projection.table.name} puts rows aside without end`);
}

function extended(known: Known<object>, missing: Wanted, lives: Known<object>["lives"]) {
  return {
    wanted: new Map([...known.wanted, ...missing]),
    lives: new Map([...known.lives, ...lives]),
  };
}
