/**
 * A pool of connections to the house's database; connections that are lost are noted, and do not
 * end the process.
 */
import pg from "pg";
import type { Log } from "./log.ts";

export function openPool(connectionString: string, max: number, log: Log): pg.Pool {
  const pool = new pg.Pool({ connectionString, max });
  const hear = (error: Error) =>
    log({ level: "warn", says: "a database connection was lost", error });
  pool.on("error", hear);
  // The pool stops listening to a connection that it closes, while the server may still say goodbye
  // on it.
  pool.on("connect", (connection) => void connection.on("error", () => undefined));
  return pool;
}
