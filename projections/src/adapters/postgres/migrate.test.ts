import { readFile } from "node:fs/promises";
import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import pg from "pg";
import { expect, test } from "vitest";
import { migrateProjections } from "#projections/adapters/postgres/migrate.ts";
import { postgresRows } from "#projections/adapters/postgres/rows.ts";
import { catchUp } from "#projections/runner.ts";
import { countIn, counting, postings } from "#projections/testing/counting.ts";
import { end } from "#projections/testing/open-rows.ts";
import { storeOf } from "#projections/testing/recorded.ts";

test("several processes may start at once, and again later", async () => {
  const database = await testDatabase();
  const pools = [1, 2, 3, 4].map(() => new pg.Pool({ connectionString: database.url }));
  try {
    await Promise.all(pools.map(migrateProjections));
    await Promise.all(pools.map(migrateProjections));
    const positions = pools.map((pool) => postgresRows({ pool }).read((at) => at.position()));
    expect(await Promise.all(positions)).toEqual([0n, 0n, 0n, 0n]);
  } finally {
    await Promise.all(pools.map(end));
    await database.drop();
  }
});

test("rows that were filled without versions serve until they are filled anew", async () => {
  const database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  try {
    await asBeforeVersions(pool);
    await migrateProjections(pool);
    const rows = postgresRows({ pool });
    const before = { at: "2026-01-01T00:00:00.000Z" };
    expect(await countIn(rows)).toBe(3);
    await expect(rows.read((at) => at.find(counting(1).table), before)).rejects.toThrow(
      "not filled",
    );
    await catchUp({ store: await storeOf(...postings(3)), rows, projections: [counting(1)] });
    expect(await countIn(rows)).toBe(3);
    expect(await rows.read((at) => at.find(counting(1).table), { knownAt: 2n })).toEqual([
      { count: 2 },
    ]);
    expect(await rows.positionAt("2025-01-01T00:00:00.000Z")).toBe(0n);
  } finally {
    await end(pool);
    await database.drop();
  }
});

/** What the first release left: migration 0001, a table of counts, and a filling that broke off. */
async function asBeforeVersions(pool: pg.Pool): Promise<void> {
  await pool.query("drop schema if exists projections cascade; create schema projections");
  await pool.query(
    await readFile(new URL("./migrations/0001-catalogue.sql", import.meta.url), "utf8"),
  );
  await pool.query(`
    create table projections.kysely_migration (
      name varchar(255) primary key, timestamp varchar(255) not null
    );
    insert into projections.kysely_migration
      values ('0001-catalogue.sql', '2026-01-01T00:00:00.000Z');
    create table projections.counts_1 (key text collate "C" primary key, row json not null);
    create table projections.counts_2 (key text collate "C" primary key, row json not null);
    insert into projections.counts_1 values ('all', '{"count":3}');
    insert into projections.generations values
      ('counts', 1, 1, 'live', 3), ('counts', 2, 1, 'filling', 2);
    update projections.checkpoint set position = 3;`);
}
