import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import pg from "pg";
import { expect, test } from "vitest";
import { migrateProjections } from "#projections/adapters/postgres/migrate.ts";
import { postgresRows } from "#projections/adapters/postgres/rows.ts";
import { end } from "#projections/testing/open-rows.ts";

test("several processes may start at once, and again later", async () => {
  const database = await testDatabase();
  const pools = [1, 2, 3, 4].map(() => new pg.Pool({ connectionString: database.url }));
  try {
    await Promise.all(pools.map(migrateProjections));
    await Promise.all(pools.map(migrateProjections));
    const positions = pools.map((pool) => postgresRows({ pool }).read(async (at) => at.position));
    expect(await Promise.all(positions)).toEqual([0n, 0n, 0n, 0n]);
  } finally {
    await Promise.all(pools.map(end));
    await database.drop();
  }
});
