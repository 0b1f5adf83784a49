/** Sends commands to the ledger of a database, beside the house that is measured. */
import { type Send, sender } from "@partita/ledger";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import pg from "pg";

export async function withSender<Result>(
  databaseUrl: string,
  work: (send: Send) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  try {
    await migrateLedger(pool);
    return await work(sender(postgresStore({ pool })));
  } finally {
    await pool.end();
  }
}
