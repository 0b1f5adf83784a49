/**
 * Fills generations of rows beside the live ones, all in one reading of the log, and goes live with
 * them when they stand level.
 */
import { type MovementStore, type Position, pagesOf, type Recorded } from "@partita/ledger";
import { applyAll, type Taking } from "#projections/apply-to.ts";
import { noteInstants } from "#projections/known-instants.ts";
import type { Projection } from "#projections/projection.ts";
import type { Generation, KeptRows, RowChange } from "#projections/rows/kept-rows.ts";

/** Movements per transaction of a filling: larger ones gain little (measured), and others wait. */
export const fillMovementsMax = 3_000;

/**
 * Questions and the runner go on with the old generations meanwhile. Whoever was interrupted, or
 * does the same in another process, goes on where the filling stands. Stops early, and without a
 * fault, when the signal aborts.
 */
export async function fill(
  store: MovementStore,
  rows: KeptRows,
  projections: readonly Projection<object>[],
  signal?: AbortSignal,
): Promise<void> {
  const filling = { store, rows, projections, signal };
  const begun = await rows.change((change) => beginAll(change, projections));
  if (!(await bringLevel(filling, begun, false))) return;
  const { numbers } = begun;
  // Meanwhile the live rows went on: what is prepared has to catch up with them once more.
  await rows.prepare(
    projections.map(({ table }) => ({ table, generation: numberOf(numbers, table) })),
  );
  const resumed = await rows.change(async (change) => standing(change, projections, numbers));
  await bringLevel(filling, resumed, true);
  await rows.dropReplaced();
}

type Filling = {
  readonly store: MovementStore;
  readonly rows: KeptRows;
  readonly projections: readonly Projection<object>[];
  readonly signal: AbortSignal | undefined;
};

/** Fills up to the checkpoint, wherever it is by then; false: it was told to stop. */
async function bringLevel(
  { store, rows, projections, signal }: Filling,
  { numbers, position }: Begun,
  goLive: boolean,
): Promise<boolean> {
  const take = (batch: readonly Recorded[]) =>
    rows.change((change) => step(change, { projections, numbers, goLive }, batch));
  for await (const batch of pagesOf(store, position, { movementsMax: fillMovementsMax })) {
    if (signal?.aborted === true) return false;
    if (await take(batch)) return true;
  }
  if (signal?.aborted === true) return false;
  // The log has nothing beyond; it may have nothing at all, or end before the checkpoint.
  await take([]);
  return true;
}

function numberOf(numbers: Begun["numbers"], { name }: Projection<object>["table"]): number {
  const number = numbers.get(name);
  if (number === undefined) throw new Error(`${name} was to be filled, and has no generation`);
  return number;
}

type Begun = { readonly numbers: ReadonlyMap<string, number>; readonly position: Position };

async function beginAll(
  change: RowChange,
  projections: readonly Projection<object>[],
): Promise<Begun> {
  const begun: Generation[] = [];
  for (const projection of projections) begun.push(await beginning(change, projection));
  const numbers = new Map(begun.map(({ name, generation }) => [name, generation]));
  return { numbers, position: lowest(change, begun) };
}

/** What was begun, wherever this process or another has brought it by now. */
function standing(
  change: RowChange,
  projections: readonly Projection<object>[],
  numbers: Begun["numbers"],
): Begun {
  const begun = projections.map((one) => mineIn(change, one, numbers.get(one.table.name)));
  return { numbers, position: lowest(change, begun) };
}

/** Up to where all of them have been filled, and instants are known. */
function lowest({ known, checkpoint }: RowChange, generations: readonly Generation[]): Position {
  const positions = [known.position, ...generations.map(({ position }) => position)];
  return positions.reduce((least, one) => (one < least ? one : least), checkpoint);
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

type Step = Begun & {
  readonly projections: readonly Projection<object>[];
  readonly goLive: boolean;
};

/** Takes a batch as far as the checkpoint; answers whether all stand level with it. */
async function step(
  change: RowChange,
  { projections, numbers, goLive }: Omit<Step, "position">,
  batch: readonly Recorded[],
): Promise<boolean> {
  const { checkpoint } = change;
  const known = upTo(batch, checkpoint);
  await noteInstants(change, known);
  const moved = new Map<bigint, Generation[]>();
  const takings: Taking[] = [];
  for (const projection of projections) {
    const mine = mineIn(change, projection, numbers.get(projection.table.name));
    if (mine.state === "live") continue;
    const fresh = known.filter(({ position }) => position > mine.position);
    takings.push({ projection, generation: mine, batch: fresh });
    const position = reached(mine, batch, checkpoint);
    moved.set(position, [...(moved.get(position) ?? []), mine]);
  }
  await applyAll(change, takings);
  for (const [position, generations] of moved) await change.moveGenerations(generations, position);
  const level = moved.get(checkpoint) ?? [];
  if (goLive) for (const mine of level) await change.goLive(mine);
  const isBehind = [...moved.keys()].some((position) => position < checkpoint);
  return !isBehind && isKnown(change, batch);
}

function upTo(batch: readonly Recorded[], checkpoint: Position): readonly Recorded[] {
  return batch.filter(({ position }) => position <= checkpoint);
}

function isKnown({ checkpoint, known }: RowChange, batch: readonly Recorded[]): boolean {
  const last = batch.at(-1)?.position ?? known.position;
  return last >= checkpoint || known.position >= checkpoint;
}

/**
 * What was begun here, as it stands now: another process may have filled it, gone beyond it with a
 * later one, or given it up.
 */
function mineIn(
  { generations }: RowChange,
  { table: { name, version } }: Projection<object>,
  number = 0,
): Generation {
  const same = generations.filter((one) => one.name === name && one.version === version);
  const mine =
    same.find(({ generation, state }) => generation === number && state !== "replaced") ??
    same.find(({ generation, state }) => generation > number && state === "live");
  if (mine === undefined)
    throw new Error(`another process gave up the filling of ${name}: rebuild it again`);
  return mine;
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
