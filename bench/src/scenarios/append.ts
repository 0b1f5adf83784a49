/**
 * Durable appends: our store at the port and through `handle`, beside one-row inserts and the
 * server's own limit.
 */
import { handle, type MovementStore } from "@partita/ledger";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import { offer } from "@partita/ledger/offer/offer.ts";
import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import pg from "pg";
import { load } from "../load.ts";
import type { Measured, Row, Scenario } from "../scenario.ts";

const callers = [1, 16, 128];
/** As many as the peers' usual pool. */
const connections = 16;
/** Rows per commit of the limit: more make it no faster (measured). */
const batchRows = 500;

export const append: Scenario = {
  name: "append",
  says:
    "durable movements (fsync on): at the port, through handle, one-row inserts, " +
    "batches of 500",
  run,
};

async function run(databaseUrl: string): Promise<Measured> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  await migrateLedger(pool);
  await pool.query("create table plain (id bigserial primary key, body json not null)");
  const store = postgresStore({ pool });
  const rows: Row[] = [];
  for (const size of callers) {
    rows.push(await load("port", size, atThePort(store, size)));
    rows.push(await load("handle", size, throughHandle(store, size)));
    rows.push(await load("one-row inserts", size, oneRow(pool)));
  }
  rows.push(await load("limit", 2, batches(pool)));
  await pool.end();
  return { rows, ratios: ratiosAt(128, rows) };
}

function atThePort(store: MovementStore, size: number) {
  return async (caller: number, turn: number) => {
    const id = crypto.randomUUID();
    const published = a("offer-published", { id: `${id}/0` });
    await store.append("offer", `OFFER-${size}-${caller}-${turn}`, 0, [published]);
    return 1;
  };
}

function throughHandle(store: MovementStore, size: number) {
  return async (caller: number, turn: number) => {
    const streamId = `HANDLED-${size}-${caller}-${turn}`;
    const command = ask("publish-offer", { streamId, actor: "organisation:hoster" });
    await handle(store, offer, { ...command, id: crypto.randomUUID() });
    return 1;
  };
}

function oneRow(pool: pg.Pool) {
  const body = JSON.stringify(a("offer-published"));
  return async () => {
    await pool.query({ name: "one", text: "insert into plain (body) values ($1)", values: [body] });
    return 1;
  };
}

/** What the server can take in at best by statements: no positions, no revisions, no ids. */
function batches(pool: pg.Pool) {
  const bodies = Array.from({ length: batchRows }, () => JSON.stringify(a("offer-published")));
  const text = "insert into plain (body) select unnest($1::json[])";
  return async () => {
    await pool.query({ name: "many", text, values: [bodies] });
    return batchRows;
  };
}

function ratiosAt(size: number, rows: readonly Row[]) {
  const of = (name: string) =>
    rows.find((row) => row.name === name && (row.size === size || name === "limit"))?.perSecond ??
    0;
  const ratio = (left: string, right: string) => Math.round((of(left) / of(right)) * 1000) / 1000;
  return {
    "port/limit": ratio("port", "limit"),
    "port/oneRow": ratio("port", "one-row inserts"),
    "handle/oneRow": ratio("handle", "one-row inserts"),
  };
}
