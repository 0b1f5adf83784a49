/** The database of the house: somebody's server, or one of its own. */
import { join } from "node:path";
import pg from "pg";
import type { Home } from "./home/home.ts";
import { postgresBinaries } from "./postgres/binaries.ts";
import { reachableBinaries } from "./postgres/reachable-binaries.ts";
import { startPostgres } from "./postgres/server.ts";

export type Database = { readonly url: string; close(): Promise<void> };

/**
 * Oldest server whose features the house relies on (ledger and projections, and what BullMQ
 * recommends).
 */
const serverVersionMin = 15;
const connectMillisecondsMax = 10_000;

export const databaseName = "partita";

export async function openDatabase(home: Home, given: string | undefined): Promise<Database> {
  if (given !== undefined) {
    await refuseUnusable(given);
    return { url: given, close: async () => undefined };
  }
  const binaries = reachableBinaries(postgresBinaries(), home.place, home.user);
  const server = await startPostgres({
    folder: join(home.place, "postgres"),
    binaries,
    user: home.user,
  });
  const url = new URL(server.url);
  await withConnection(server.url, async (connection) => {
    const text = "select 1 from pg_database where datname = $1";
    const { rowCount } = await connection.query(text, [databaseName]);
    if (rowCount === 0) await connection.query(`create database ${databaseName}`);
  });
  url.pathname = `/${databaseName}`;
  return { url: url.href, close: server.stop };
}

/** Throws with what to check when the server cannot be used, or is too old. */
export async function refuseUnusable(url: string, setting = "DATABASE_URL"): Promise<void> {
  const version = await withConnection(url, async (connection) => {
    const { rows } = await connection.query("show server_version_num");
    return Math.floor(Number(rows[0].server_version_num) / 10_000);
  }).catch((cause) => {
    throw new Error(
      `the database of ${setting} cannot be used; check the address, the user, and that it runs`,
      { cause },
    );
  });
  if (version < serverVersionMin)
    throw new Error(
      `${setting} is a PostgreSQL ${version}; ${serverVersionMin} is the oldest that will do`,
    );
}

async function withConnection<Answer>(
  connectionString: string,
  use: (connection: pg.Client) => Promise<Answer>,
): Promise<Answer> {
  const connection = new pg.Client({
    connectionString,
    connectionTimeoutMillis: connectMillisecondsMax,
  });
  await connection.connect();
  try {
    return await use(connection);
  } finally {
    await connection.end();
  }
}
