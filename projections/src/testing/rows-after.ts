/** The rows of all projections after the movements of a test, in memory, for testing questions. */
import type { MovementStore } from "@partita/ledger";
import type { Movement } from "@partita/schemas";
import { memoryRows } from "#projections/adapters/memory/rows.ts";
import { projections } from "#projections/registry.ts";
import type { KeptRows } from "#projections/rows/kept-rows.ts";
import { catchUp } from "#projections/runner.ts";
import { storeOf } from "#projections/testing/recorded.ts";

export async function rowsAfter(...movements: readonly Movement[]): Promise<KeptRows> {
  return rowsOf(await storeOf(...movements));
}

/** The rows of all projections at the end of this log. */
export async function rowsOf(store: MovementStore): Promise<KeptRows> {
  const rows = memoryRows();
  await catchUp({ store, rows, projections });
  return rows;
}
