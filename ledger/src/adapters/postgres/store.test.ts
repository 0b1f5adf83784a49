import { a } from "@partita/schemas/testing/a.ts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrateLedger } from "#ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "#ledger/adapters/postgres/store.ts";
import { storeContract } from "#ledger/testing/store-contract.ts";
import { type TestDatabase, testDatabase } from "#ledger/testing/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

storeContract("PostgreSQL", async () => {
  const [one, two] = [poolOf(database), poolOf(database)];
  await one.query("drop schema if exists ledger cascade");
  await migrateLedger(one);
  return {
    store: postgresStore({ pool: one }),
    other: postgresStore({ pool: two }),
    close: async () => {
      await Promise.all([one.end(), two.end()]);
    },
  };
});

function poolOf({ url }: TestDatabase): pg.Pool {
  return new pg.Pool({ connectionString: url });
}

describe("the PostgreSQL store", () => {
  let pool: pg.Pool;
  beforeAll(async () => {
    pool = poolOf(database);
    await pool.query("drop schema if exists ledger cascade");
    await migrateLedger(pool);
    await postgresStore({ pool }).append("computer", "one", 0, [a("capacity-set")]);
  });
  afterAll(() => pool.end());

  test.each([
    "update ledger.movement set revision = 2",
    "delete from ledger.movement",
    "truncate ledger.movement",
    "set session_replication_role = replica; delete from ledger.movement",
  ])("what is written is not rewritten: %s", async (statement) => {
    await expect(pool.query(statement)).rejects.toThrow("movements are immutable");
  });

  test("a writer that threw leaves no lock and no trace", async () => {
    const store = postgresStore({ pool });
    const clash = [a("capacity-set", { id: "twice/0" }), a("capacity-set", { id: "twice/0" })];
    await expect(store.append("computer", "two", 0, clash)).rejects.toThrow("duplicate key");
    expect(await store.read("computer", "two")).toEqual([]);
  });

  test("a pool of two is too small to read while one waits and one writes", async () => {
    const small = new pg.Pool({ connectionString: database.url, max: 2 });
    expect(() => postgresStore({ pool: small })).toThrow("at least 3 connections");
    await small.end();
  });
});
