/** Brings the schema of the projections to the version that this code needs. */
import { readdir, readFile } from "node:fs/promises";
import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Pool } from "pg";
import { connected, schema } from "#projections/adapters/postgres/catalogue.ts";

const folder = new URL("./migrations/", import.meta.url);

/**
 * Several processes may do this at once: one migrates, the others wait. Throws when a migration
 * fails.
 */
export async function migrateProjections(pool: Pool): Promise<void> {
  const migrator = new Migrator({
    db: connected(pool),
    provider: { getMigrations: readMigrations },
    migrationTableSchema: schema,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new Error("the tables of the projections could not be brought up to date", {
      cause: error,
    });
}

/** By file name, hence in the order of their numbers; what was released is never changed. */
async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql"));
  const migrations = names.map(async (name): Promise<[string, Migration]> => {
    const text = await readFile(new URL(name, folder), "utf8");
    return [name, { up: async (db) => void (await sql.raw(text).execute(db)) }];
  });
  return Object.fromEntries(await Promise.all(migrations));
}
