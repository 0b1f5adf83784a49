/**
 * Durable appends: our store at the port and through `handle`, beside Emmett, one-row inserts and
 * the server's own limit.
 */
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import pg from "pg";
import { load } from "../load.ts";
import { medians, ratio } from "../median-of.ts";
import type { Measured, Row, Scenario } from "../scenario.ts";
import { copiedToBare, copiedToShape } from "./append/copied.ts";
import { growth } from "./append/growth.ts";
import type { Way } from "./append/operation.ts";
import { port, throughHandle, throughHandleFresh } from "./append/ours.ts";
import { emmett, oneRow } from "./append/peers.ts";

const callers = [1, 16, 128, 1_000];
/** Of these the ratios are. */
const publishedCallers = 128;
/** As many as a pool usually has; each of those compared has one of its own. */
const connections = 16;
/** COPY goes over one connection, as everything that is appended in one order does. */
const copyCallers = 1;
const rounds = 3;
/** Short, and taken in turns: what disturbs the machine disturbs all. */
const runMilliseconds = 2_000;

export const append: Scenario = {
  name: "append",
  says: "durable movements (fsync on), 1 to 1,000 callers: port, handle, emmett, inserts, COPY",
  run,
};

async function run(databaseUrl: string): Promise<Measured> {
  const newPool = () => new pg.Pool({ connectionString: databaseUrl, max: connections });
  const [ours, theirs, plain] = [newPool(), newPool(), newPool()];
  await migrateLedger(ours);
  const store = postgresStore({ pool: ours });
  const ways = [
    port(store),
    throughHandle(store),
    throughHandleFresh(store),
    await emmett(databaseUrl, theirs),
    await oneRow(plain),
  ];
  const limits = [await copiedToShape(plain), await copiedToBare(plain)];
  const rows: Row[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const size of callers) for (const way of ways) rows.push(await measured(way, size));
    for (const way of limits) rows.push(await measured(way, copyCallers));
  }
  const growing = { callers: publishedCallers, runMilliseconds };
  rows.push(...(await growth(databaseUrl, growing)));
  await Promise.all([ours, theirs, plain].map((pool) => pool.end()));
  return measuredOf(medians(rows));
}

async function measured({ name, prepare }: Way, size: number): Promise<Row> {
  return load(name, size, await prepare(), runMilliseconds);
}

function measuredOf(rows: readonly Row[]): Measured {
  const at = (name: string) => ({ name, size: publishedCallers });
  const limit = { name: "limit", size: copyCallers };
  const grown = (size: number) => ({ name: "port, by size of the log", size });
  return {
    rows,
    ratios: {
      "port/emmett": ratio(rows, at("port"), at("emmett")),
      "port/limit": ratio(rows, at("port"), limit),
      "handle/emmett": ratio(rows, at("handle"), at("emmett")),
      "handleFresh/emmett": ratio(rows, at("handle, fresh streams"), at("emmett")),
      "port/oneRow": ratio(rows, at("port"), at("one-row inserts")),
      "handle/oneRow": ratio(rows, at("handle"), at("one-row inserts")),
      "portAtMillion/portAtTenThousand": ratio(rows, grown(1_000_000), grown(10_000)),
    },
  };
}
