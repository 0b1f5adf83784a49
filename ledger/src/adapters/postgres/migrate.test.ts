import pg from "pg";
import { expect, test } from "vitest";
import { migrateLedger } from "#ledger/adapters/postgres/migrate.ts";
import { testDatabase } from "#ledger/testing/test-database.ts";

test("several processes may migrate at once, and again", async () => {
  const database = await testDatabase();
  const pools = Array.from({ length: 8 }, () => new pg.Pool({ connectionString: database.url }));
  await Promise.all(pools.map(migrateLedger));
  await Promise.all(pools.map(migrateLedger));
  const [pool] = pools;
  const done = await pool?.query("select name from ledger.kysely_migration order by name");
  expect(done?.rows.at(0)).toEqual({ name: "0001-movements.sql" });
  await Promise.all(pools.map((each) => each.end()));
  await database.drop();
});

test("a migration that fails says why", async () => {
  const pool = new pg.Pool({ connectionString: "postgresql://nobody@127.0.0.1:1/none" });
  await expect(migrateLedger(pool)).rejects.toMatchObject({
    message: "the ledger's tables could not be brought up to date",
    cause: { code: "ECONNREFUSED" },
  });
  await pool.end();
});
