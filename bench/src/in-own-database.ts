/** Measures something on a database of its own, made beside the given one and dropped again. */
import pg from "pg";

export async function inOwnDatabase<Result>(
  databaseUrl: string,
  name: string,
  measure: (pool: pg.Pool, url: string) => Promise<Result>,
): Promise<Result> {
  const admin = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  try {
    await admin.query(`create database ${name}`);
    const pool = new pg.Pool({ connectionString: url.href, max: connectionsMax });
    try {
      return await measure(pool, url.href);
    } finally {
      await pool.end();
      await admin.query(`drop database ${name} with (force)`);
    }
  } finally {
    await admin.end();
  }
}

/** As many as a pool usually has in these measurements. */
const connectionsMax = 16;
