/** Opens an inventory for a test, empty, in each adapter: with two doors, as two processes have. */
import pg from "pg";
import { memoryInventory } from "#projections/adapters/memory/inventory.ts";
import { postgresInventory } from "#projections/adapters/postgres/inventory.ts";
import { migrateProjections } from "#projections/adapters/postgres/migrate.ts";
import { postgresRows } from "#projections/adapters/postgres/rows.ts";
import type { KeptInventory } from "#projections/inventory/inventory.ts";
import { end } from "#projections/testing/open-rows.ts";

export type OpenInventory = {
  readonly inventory: KeptInventory;
  /** A second door to the same one, as another process would open it. */
  readonly other: KeptInventory;
  close(): Promise<void>;
};

export async function openMemoryInventory(): Promise<OpenInventory> {
  const inventory = memoryInventory();
  return { inventory, other: inventory, close: () => inventory.close() };
}

/** What was in the database before is gone. */
export async function openPostgresInventory(url: string): Promise<OpenInventory> {
  const one = new pg.Pool({ connectionString: url });
  const two = new pg.Pool({ connectionString: url });
  await one.query("drop schema if exists projections cascade");
  await migrateProjections(one);
  const inventory = postgresInventory({ pool: one });
  const other = postgresInventory({ pool: two });
  return {
    inventory,
    other,
    close: async () => {
      await Promise.all([inventory.close(), other.close()]);
      await Promise.all([end(one), end(two)]);
    },
  };
}

/** Rows and inventory over one pool of so many connections, as a house has them. */
export async function openOverOnePool(url: string, connectionsMax: number) {
  const pool = new pg.Pool({ connectionString: url, max: connectionsMax });
  await migrateProjections(pool);
  const [rows, inventory] = [postgresRows({ pool }), postgresInventory({ pool })];
  return {
    rows,
    inventory,
    close: async () => {
      await Promise.all([rows.close(), inventory.close()]);
      await end(pool);
    },
  };
}
