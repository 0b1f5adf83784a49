/** Replays a house's log, and compares all that is derived from it with what is live. */
import { logUntil, type MovementStore, type Position, type TreeStore } from "@partita/ledger";
import {
  catchUp,
  catchUpInventory,
  type KeptInventory,
  type KeptRows,
  type Moment,
  projections,
  replay,
} from "@partita/projections";
import { type Comparison, compareRows } from "./compare-rows.ts";
import type { PlainRows } from "./plain-rows.ts";
import { inventoryDigest, replayedInventoryDigest } from "./replay-inventory.ts";
import type { ReplayOptions } from "./replay-options.ts";
import { type Roots, replayRoots } from "./replay-roots.ts";

export type Replayed = {
  /** Up to where of the log. */
  readonly position: string;
  readonly at?: string;
  readonly equal: boolean;
  readonly projections: readonly Comparison[];
  readonly inventory: { readonly replayed: string; readonly live: string; readonly equal: boolean };
  readonly log: Roots;
};

export type Kept = {
  readonly store: MovementStore;
  readonly stored: MovementStore;
  readonly rows: KeptRows;
  readonly inventory: KeptInventory;
  readonly tree: TreeStore;
};

/** Leaves the rows in `made`. Throws a sentence when the log does not reach so far. */
export async function replayHouse(
  kept: Kept,
  made: PlainRows,
  { at, knownAt }: Pick<ReplayOptions, "at" | "knownAt">,
): Promise<Replayed> {
  const { store, rows, inventory } = kept;
  await catchUp({ store, rows, projections });
  await catchUpInventory(store, inventory);
  const until = await positionOf(kept, knownAt);
  const moment: Moment = { knownAt: until, ...(at !== undefined && { at }) };

  await replay({ store, rows: made.rows, projections, moment });
  const compared = await rows.read(async (live) => {
    const all: Comparison[] = [];
    for (const { table } of projections) all.push(await compareRows(made.reader, live, table));
    return all;
  }, moment);
  const stock = {
    replayed: await replayedInventoryDigest(logUntil(store, until)),
    live: await inventoryDigest(inventory, until),
  };
  const log = await replayRoots(kept.stored, kept.tree, until);
  const isStockEqual = stock.replayed === stock.live;
  return {
    position: String(until),
    ...(at !== undefined && { at }),
    equal: compared.every(({ equal }) => equal) && isStockEqual && log.tree?.equal !== false,
    projections: compared,
    inventory: { ...stock, equal: isStockEqual },
    log,
  };
}

async function positionOf(
  { store, rows }: Kept,
  knownAt: ReplayOptions["knownAt"],
): Promise<Position> {
  const reached = await rows.read(({ position }) => position());
  if (knownAt === undefined) return reached;
  if ("instant" in knownAt) return rows.positionAt(knownAt.instant);
  const head = await store.head();
  if (knownAt.position <= head) return knownAt.position;
  throw new Error(`--known-at ${knownAt.position} is beyond the log, which ends at ${head}`);
}
