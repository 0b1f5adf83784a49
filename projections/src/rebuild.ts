/** Makes rows anew from the whole log, beside the live ones, and swaps: the answer to any doubt. */
import type { MovementStore } from "@partita/ledger";
import { fill } from "#projections/fill.ts";
import { projections } from "#projections/registry.ts";
import type { KeptRows } from "#projections/rows/kept-rows.ts";

/** One projection by its table's name, or all of them. Throws when there is none of this name. */
export async function rebuild(store: MovementStore, rows: KeptRows, name?: string): Promise<void> {
  const chosen = projections.filter(({ table }) => name === undefined || table.name === name);
  if (chosen.length === 0) {
    const names = projections.map(({ table }) => table.name).join(", ");
    throw new Error(`there is no projection ${name}; choose one of ${names}`);
  }
  await fill(store, rows, chosen);
}
