/** Things: rows of a test, with columns to find them by, saved as a batch would save them. */
import type { KeptRows } from "#projections/rows/kept-rows.ts";
import type { Table } from "#projections/rows/rows.ts";
import type { OpenRows } from "#projections/testing/open-rows.ts";
import { written } from "#projections/testing/written.ts";

export type Thing = { readonly colour?: string | undefined; readonly amount?: string };

export const things: Table<Thing> = {
  name: "things",
  version: 1,
  columns: { colour: ({ colour }) => colour ?? null, amount: ({ amount }) => amount ?? null },
};

export type Doors = () => OpenRows;

export function all(rows: KeptRows): Promise<readonly Thing[]> {
  return rows.read((at) => at.find(things));
}

/** Saves into the live generation, which is made when there is none, and moves the checkpoint. */
export async function save(
  rows: KeptRows,
  position: bigint,
  changed: Readonly<Record<string, Thing | undefined>>,
): Promise<void> {
  await rows.change(async (change) => {
    const live = change.generations.find(({ state }) => state === "live");
    const generation = live ?? (await change.begin(things));
    if (live === undefined) await change.goLive(generation);
    await change.save(generation, things, written(position, changed));
    await change.moveCheckpoint([things.name], position);
  });
}

/** As they are now: later than all that a test writes. */
export function wanted(...keys: readonly string[]): ReadonlyMap<string, string> {
  return new Map(keys.map((key) => [key, "9999-01-01T00:00:00.000Z"]));
}
