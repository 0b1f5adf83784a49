/** Opens a log by its address, to be copied from or to. */
import type { MovementStore } from "@partita/ledger";
import { importMovements } from "@partita/ledger/adapters/postgres/import.ts";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import type { Pool } from "pg";
import { refuseUnusable } from "../database.ts";
import type { Log } from "../log.ts";
import { openPool } from "../open-pool.ts";
import { openStore } from "../open-store.ts";
import { appendInOrder } from "./append-in-order.ts";
import type { Target } from "./copy-log.ts";

export type OpenedLog = Target & { close(): Promise<void> };

/** The store waits for news on one while it reads or writes on another. */
const connectionsMax = 4;

/** `option` names the address in what is said when nobody answers there. */
export async function openLog(url: string, option: string, log: Log): Promise<OpenedLog> {
  if (/^postgres(ql)?:/.test(url)) return openPostgres(url, option, log);
  if (/^(esdb|kurrentdb|kdb)(\+discover)?:/.test(url)) return openEvents(url);
  throw new Error(
    `${option} is no address of a log; one looks like postgres://user:password@host/database ` +
      "or esdb://user:password@host:2113?tls=true",
  );
}

async function openPostgres(url: string, option: string, log: Log): Promise<OpenedLog> {
  await refuseUnusable(url, option);
  const pool = openPool(url, connectionsMax, log);
  try {
    if (option === "--from") await refuseWithoutLedger(pool);
    await migrateLedger(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const store = openStore.postgres(pool);
  return { store, add: importingInto(pool, store), close: () => pool.end() };
}

async function refuseWithoutLedger(pool: Pool): Promise<void> {
  const { rows } = await pool.query("select to_regclass('ledger.movement') is null as missing");
  if (rows[0]?.missing)
    throw new Error("the database of --from holds no ledger; is it the right database?");
}

/** A page is one transaction, which begins where the one before ended. */
function importingInto(pool: Pool, store: MovementStore): Target["add"] {
  let head: bigint | undefined;
  return async (page) => {
    head ??= await store.head();
    head = await importMovements(pool, head, page.flat());
  };
}

async function openEvents(url: string): Promise<OpenedLog> {
  const { store, close } = await openStore.eventstore(url);
  return { store, add: appendInOrder(store), close };
}
