/** Fills a generation of rows beside the live one, and goes live with it when both stand level. */
import {
  batchMovementsMax,
  type MovementStore,
  type Position,
  type Recorded,
} from "@partita/ledger";
import { applyTo } from "#projections/advance.ts";
import type { Projection } from "#projections/projection.ts";
import type { Generation, KeptRows, RowChange } from "#projections/rows/kept-rows.ts";

/**
 * Questions and the runner go on with the old generation meanwhile. Whoever was interrupted, or
 * does the same in another process, goes on where the filling stands. Stops early, and without a
 * fault, when the signal aborts.
 */
export async function fill(
  store: MovementStore,
  rows: KeptRows,
  projection: Projection<object>,
  signal?: AbortSignal,
): Promise<void> {
  const { generation } = await rows.change((change) => beginning(change, projection));
  let position: Position | "live" = 0n;
  while (position !== "live" && signal?.aborted !== true) {
    const batch: readonly Recorded[] = await store.readAll(position, batchMovementsMax);
    position = await rows.change((change) => step(change, projection, generation, batch));
  }
  await rows.dropReplaced();
}

/**
 * The filling that is under way, or a new one; what an older house left half filled is given up.
 */
async function beginning(change: RowChange, { table }: Projection<object>): Promise<Generation> {
  const filling = change.generations.filter(
    ({ name, state }) => name === table.name && state === "filling",
  );
  const mine = filling.find(({ version }) => version === table.version);
  for (const other of filling) if (other !== mine) await change.replace(other);
  return mine ?? change.begin(table);
}

/**
 * Takes a batch as far as the checkpoint; answers where the filling stands, or that it went live.
 */
async function step(
  change: RowChange,
  projection: Projection<object>,
  number: number,
  batch: readonly Recorded[],
): Promise<Position | "live"> {
  const { name, version } = projection.table;
  const mine = change.generations.find(
    (one) => one.name === name && one.version === version && one.generation === number,
  );
  if (mine?.state === "live") return "live";
  if (mine?.state !== "filling")
    throw new Error(`another process gave up the filling of ${name}: rebuild it again`);

  const { checkpoint } = change;
  const fresh = batch.filter(({ position }) => position > mine.position && position <= checkpoint);
  await applyTo(change, mine, projection, fresh);
  const position = reached(mine, batch, checkpoint);
  await change.moveGeneration(mine, position);
  if (position < checkpoint) return position;
  await change.goLive(mine);
  return "live";
}

/** A filling that another process took further than this batch stays where it is. */
function reached(mine: Generation, batch: readonly Recorded[], checkpoint: Position): Position {
  const last = batch.at(-1)?.position ?? 0n;
  if (last === 0n && mine.position < checkpoint)
    throw new Error(
      `the rows reflect the log up to ${checkpoint}, but the log ends before: ` +
        "is it the log they were made from?",
    );
  if (last >= checkpoint) return checkpoint;
  return last > mine.position ? last : mine.position;
}
