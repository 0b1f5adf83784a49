/** Opens the ledger and the rows of a home whose house is not running, to look at them. */
import { type MovementStore, type Recorded, upcasting } from "@partita/ledger";
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
  try {
    return await atDatabase(database.url, look);
  } finally {
    await database.close();
  }
}

/** The same of any database that holds a house's ledger and rows. */
export async function atDatabase<Answer>(
  connectionString: string,
  look: (found: Found) => Promise<Answer>,
): Promise<Answer> {
  const pool = new pg.Pool({ connectionString, max: 4 });
  // The pool lets go of its connections while the server says goodbye on them.
  pool.on("connect", (connection) => void connection.on("error", () => undefined));
  const rows = postgresRows({ pool });
  try {
    return await look({ store: upcasting(postgresStore({ pool })), rows });
  } finally {
    await rows.close();
    await pool.end();
  }
}

/** Brings the rows to the end of the log, as the next start would. */
export function caughtUp({ store, rows }: Found): Promise<void> {
  return catchUp({ store, rows, projections });
}

export function readLog(folder: string): Promise<readonly Recorded[]> {
  return atHome(folder, ({ store }) => store.readAll(0n, movementsMax));
}
