/** Opens rows for a test, empty, in each adapter: with two doors, as two processes would have. */
import pg from "pg";
import { memoryRows } from "#projections/adapters/memory/rows.ts";
import { migrateProjections } from "#projections/adapters/postgres/migrate.ts";
import { postgresRows } from "#projections/adapters/postgres/rows.ts";
import type { KeptRows } from "#projections/rows/kept-rows.ts";

export type OpenRows = {
  readonly rows: KeptRows;
  /** A second door to the same rows, as another process would open it. */
  readonly other: KeptRows;
  close(): Promise<void>;
};

export async function openMemory(): Promise<OpenRows> {
  const rows = memoryRows();
  return { rows, other: rows, close: () => rows.close() };
}

/** What was in the database before is gone. */
export async function openPostgres(url: string): Promise<OpenRows> {
  const one = new pg.Pool({ connectionString: url });
  const two = new pg.Pool({ connectionString: url });
  await one.query("drop schema if exists projections cascade");
  await migrateProjections(one);
  const rows = postgresRows({ pool: one });
  const other = postgresRows({ pool: two });
  return {
    rows,
    other,
    close: async () => {
      await Promise.all([rows.close(), other.close()]);
      await Promise.all([end(one), end(two)]);
    },
  };
}

/**
 * A pool ends before its connections do; a database that is dropped meanwhile would make them fail.
 */
export async function end(pool: pg.Pool): Promise<void> {
  let left = pool.totalCount;
  const removed = new Promise<void>((resolve) => {
    if (left === 0) resolve();
    pool.on("remove", () => {
      left -= 1;
      if (left === 0) resolve();
    });
  });
  await pool.end();
  await removed;
}
