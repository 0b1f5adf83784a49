import { type TestDatabase, testDatabase } from "@partita/ledger/testing/test-database.ts";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { memoryRows } from "#projections/adapters/memory/rows.ts";
import { migrateProjections } from "#projections/adapters/postgres/migrate.ts";
import { postgresRows } from "#projections/adapters/postgres/rows.ts";
import { replay } from "#projections/replay.ts";
import { countIn, counting, postings } from "#projections/testing/counting.ts";
import { momentsContract } from "#projections/testing/moments-contract.ts";
import { end } from "#projections/testing/open-rows.ts";
import { storeOf } from "#projections/testing/recorded.ts";

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  await migrateProjections(pool);
});
afterAll(async () => {
  await end(pool);
  await database.drop();
});

momentsContract("memory", async () => memoryRows(), 300);
momentsContract("PostgreSQL", emptied, 60);

/** As it was after the migration: cheaper than migrating for every life. */
async function emptied() {
  const rows = postgresRows({ pool });
  await rows.change(async (change) => {
    for (const generation of change.generations) await change.replace(generation);
    await change.know([], 0n);
    await change.moveCheckpoint([], 0n);
  });
  await rows.dropReplaced();
  await pool.query("delete from projections.rises");
  await pool.query("update projections.checkpoint set known_instant = ''");
  return rows;
}

test("a replay begins with rows that are empty", async () => {
  const rows = memoryRows();
  const replaying = { store: await storeOf(...postings(3)), rows, projections: [counting(1)] };
  expect(await replay(replaying)).toEqual({ position: 3n });
  expect(await countIn(rows)).toBe(3);
  await expect(replay(replaying)).rejects.toThrow("begins with rows that are empty");
});

test("a replay that is told to stop says how far it came", async () => {
  const store = await storeOf(...postings(3));
  const replaying = { store, rows: memoryRows(), projections: [counting(1)] };
  expect(await replay({ ...replaying, signal: AbortSignal.abort() })).toEqual({ position: 0n });
});
