/** Makes rows from nothing by reading the log, up to any moment: the proof of all other rows. */
import { type MovementStore, type Position, pagesOf, type Recorded } from "@partita/ledger";
import { applied, keysTouched } from "#projections/apply.ts";
import { digest } from "#projections/digest.ts";
import { effectiveAt } from "#projections/effective-at.ts";
import type { Projection } from "#projections/projection.ts";
import type { Generation, KeptRows, RowChange, Version } from "#projections/rows/kept-rows.ts";
import type { Moment, RowReader } from "#projections/rows/rows.ts";

export type Replaying = {
  readonly store: MovementStore;
  /** Empty: nothing is live in them yet. */
  readonly rows: KeptRows;
  readonly projections: readonly Projection<object>[];
  /** Absent: all of the log. */
  readonly moment?: Moment | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** Movements per change: a replay has its rows to itself, nobody waits meanwhile. */
const replayMovementsMax = 5_000;

/**
 * Applies, in the order of the log, what was known and effective by the moment, and nothing of the
 * way in which versions are kept: so equal digests mean something. The rows are of this moment
 * alone. Answers the last position that was read; stops early when the signal aborts.
 */
export async function replay(replaying: Replaying): Promise<{ readonly position: Position }> {
  const { store, rows, projections, moment = {}, signal } = replaying;
  const begun = await rows.change((change) => beginAll(change, projections));
  let position = 0n;
  const reading = {
    movementsMax: replayMovementsMax,
    ...(moment.knownAt !== undefined && { until: moment.knownAt }),
  };
  for await (const batch of pagesOf(store, 0n, reading)) {
    if (signal?.aborted === true) break;
    const wanted = batch.filter((recorded) => isWithin(moment, recorded));
    position = batch.at(-1)?.position ?? position;
    await rows.change(async (change) => {
      for (const [projection, generation] of begun)
        await applyPlainly(change, generation, projection, wanted);
      await change.moveCheckpoint(
        projections.map(({ table }) => table.name),
        position,
      );
    });
  }
  return { position };
}

/** The digest of each projection's rows, by its table's name. */
export async function digestAll(
  rows: RowReader,
  projections: readonly Projection<object>[],
): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const { table } of projections) digests.set(table.name, await digest(rows, table));
  return digests;
}

type Begun = readonly (readonly [Projection<object>, Generation])[];

async function beginAll(
  change: RowChange,
  projections: readonly Projection<object>[],
): Promise<Begun> {
  if (change.generations.length > 0) throw new Error("a replay begins with rows that are empty");
  const begun: [Projection<object>, Generation][] = [];
  for (const projection of projections) {
    const generation = await change.begin(projection.table);
    await change.goLive(generation);
    begun.push([projection, generation]);
  }
  return begun;
}

function isWithin({ at, knownAt }: Moment, { movement, position }: Recorded): boolean {
  const isEffective = at === undefined || effectiveAt(movement) <= at;
  return isEffective && (knownAt === undefined || position <= knownAt);
}

async function applyPlainly(
  change: RowChange,
  generation: Generation,
  projection: Projection<object>,
  batch: readonly Recorded[],
): Promise<void> {
  const last = batch.at(-1);
  const keys = keysTouched(projection, batch);
  if (last === undefined || keys.length === 0) return;
  const lives = await change.load(generation, new Map(keys.map((key) => [key, oneInstant])));
  const before = new Map<string, object>();
  for (const [key, life] of lives) {
    const row = life.at(-1)?.row;
    if (row !== undefined) before.set(key, row);
  }
  const after = applied(projection, batch, before);
  await change.save(
    generation,
    projection.table,
    [...after].map(([key, row]) => version(key, last.position, row)),
  );
}

/** Rows of a replay are of one moment: all of them are written as of the same instant. */
const oneInstant = "0000-01-01T00:00:00.000Z";

function version(key: string, position: Position, row: object | undefined): Version<object> {
  return { key, position, effective: oneInstant, row, enters: true };
}
