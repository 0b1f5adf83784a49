import { type MovementStore, memoryStore } from "@partita/ledger";
import { type TestDatabase, testDatabase } from "@partita/ledger/testing/test-database.ts";
import { a } from "@partita/schemas/testing/a.ts";
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openPool } from "./open-pool.ts";
import { recogniseLog } from "./recognise-log.ts";

let database: TestDatabase;
let pool: pg.Pool;
beforeEach(async () => {
  database = await testDatabase();
  pool = openPool(database.url, 5, () => undefined);
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

async function logOf(id: string): Promise<MovementStore> {
  const store = memoryStore();
  await store.append("computer", "COMP-1", 0, [a("capacity-set", { id })]);
  return store;
}

test("the same log is recognised, however many processes look at once", async () => {
  const log = await logOf("first/0");
  await Promise.all(Array.from({ length: 5 }, () => recogniseLog(pool, log)));
  await log.append("computer", "COMP-1", 1, [a("capacity-set", { id: "second/0" })]);
  await recogniseLog(pool, log);
});

test("an empty log is noted when it has a movement", async () => {
  await recogniseLog(pool, memoryStore());
  await recogniseLog(pool, await logOf("first/0"));
  await expect(recogniseLog(pool, await logOf("other/0"))).rejects.toThrow("begins with other/0");
});

test("another log, an emptied one, and a copy that counts otherwise are refused", async () => {
  const log = await logOf("first/0");
  await recogniseLog(pool, log);
  await expect(recogniseLog(pool, memoryStore())).rejects.toThrow(/the log is empty, but what/);
  const copy: MovementStore = {
    ...log,
    readAll: async (...asked) =>
      (await log.readAll(...asked)).map((one) => ({ ...one, position: one.position + 700n })),
  };
  await expect(recogniseLog(pool, copy)).rejects.toThrow(/begins with first\/0 at 701.*at 1;/);
});
