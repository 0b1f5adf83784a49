/** Keeps all projections up to date: each live in its declared version, then follows the log. */
import { batchMovementsMax, follow, type MovementStore } from "@partita/ledger";
import { advance } from "#projections/advance.ts";
import { fill } from "#projections/fill.ts";
import type { Projection } from "#projections/projection.ts";
import type { KeptRows, RowChange } from "#projections/rows/kept-rows.ts";

export type Running = {
  readonly store: MovementStore;
  readonly rows: KeptRows;
  readonly projections: readonly Projection<object>[];
  readonly signal: AbortSignal;
};

/**
 * Runs until the signal aborts; throws when the store or the rows fail. Several processes may run
 * it: a batch that one has taken changes nothing for the others.
 */
export async function runProjections({ store, rows, projections, signal }: Running): Promise<void> {
  await bringUp({ store, rows, projections, signal });
  const from = await rows.read(({ position }) => position());
  await follow(store, { from, take: (batch) => advance(rows, projections, batch), signal });
}

/** Brings all projections to the end of the log, once. */
export async function catchUp({
  store,
  rows,
  projections,
}: Omit<Running, "signal">): Promise<void> {
  await bringUp({ store, rows, projections });
  for (;;) {
    const from = await rows.read(({ position }) => position());
    const batch = await store.readAll(from, batchMovementsMax);
    if (batch.length === 0) return;
    await advance(rows, projections, batch);
  }
}

/**
 * Fills what is new, changed its meaning, or was left behind by a house without it; the old rows
 * serve meanwhile.
 */
async function bringUp({
  store,
  rows,
  projections,
  signal,
}: Omit<Running, "signal"> & { readonly signal?: AbortSignal }): Promise<void> {
  await rows.dropReplaced();
  const { stale, isKnown } = await rows.change(async (change) => ({
    stale: projections.filter((projection) => !isUpToDate(change, projection)),
    isKnown: change.known.position === change.checkpoint,
  }));
  if (stale.length > 0 || !isKnown) await fill(store, rows, stale, signal);
}

function isUpToDate(
  { generations, checkpoint }: RowChange,
  { table }: Projection<object>,
): boolean {
  const live = generations.find(({ name, state }) => name === table.name && state === "live");
  return live?.version === table.version && live.position === checkpoint;
}
