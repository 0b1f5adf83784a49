/** Brings the ledger's tables to the version that this code needs. */
import { readdir, readFile } from "node:fs/promises";
import { Kysely, PostgresDialect, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Pool } from "pg";

const folder = new URL("./migrations/", import.meta.url);

/** Several processes may do this at once: one migrates, the others wait. Throws when it fails. */
export async function migrateLedger(pool: Pool): Promise<void> {
  // Never destroyed, since that would end the pool, which goes on to be used.
  const db = new Kysely<never>({ dialect: new PostgresDialect({ pool }) });
  const migrator = new Migrator({
    db,
    provider: { getMigrations: readMigrations },
    // In a schema of its own: other workspaces number their migrations too.
    migrationTableSchema: "ledger",
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new Error("the ledger's tables could not be brought up to date", { cause: error });
}

/** By file name, hence in the order of their numbers. */
async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql"));
  const migrations = names.map(async (name): Promise<[string, Migration]> => {
    const text = await readFile(new URL(name, folder), "utf8");
    return [name, { up: async (db) => void (await sql.raw(text).execute(db)) }];
  });
  return Object.fromEntries(await Promise.all(migrations));
}
