/** Opens the ledger and the rows of a home whose house is not running, to look at them. */
import type { MovementStore, Recorded } from "@partita/ledger";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import { catchUp, type KeptRows, postgresRows, projections } from "@partita/projections";
import { openDatabase, openHome } from "@partita/stack";
import pg from "pg";

type Found = { readonly store: MovementStore; readonly rows: KeptRows };

/** More than any test writes. */
const movementsMax = 100_000;

export async function atHome<Answer>(
  folder: string,
  look: (found: Found) => Promise<Answer>,
): Promise<Answer> {
  const database = await openDatabase(openHome(folder), undefined);
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  // The pool lets go of its connections while the server says goodbye on them.
  pool.on("connect", (connection) => void connection.on("error", () => undefined));
  const rows = postgresRows({ pool });
  try {
    return await look({ store: postgresStore({ pool }), rows });
  } finally {
    await rows.close();
    await pool.end();
    await database.close();
  }
}

/** Brings the rows to the end of the log, as the next start would. */
export function caughtUp({ store, rows }: Found): Promise<void> {
  return catchUp({ store, rows, projections });
}

export function readLog(folder: string): Promise<readonly Recorded[]> {
  return atHome(folder, ({ store }) => store.readAll(0n, movementsMax));
}
