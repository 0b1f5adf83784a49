/**
 * All projections made anew from the log, with all that they ever were, beside the plain way: a
 * transaction per movement, a statement per row, and no past.
 */
import { importMovements } from "@partita/ledger/adapters/postgres/import.ts";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import {
  catchUp,
  migrateProjections,
  postgresRows,
  projections,
  rebuild,
} from "@partita/projections";
import pg from "pg";
import { manyLives } from "../many-lives.ts";
import { medians, ratio } from "../median-of.ts";
import type { Measured, Row, Scenario } from "../scenario.ts";
import { createPlain, rowAtATime } from "./replay-rebuild/row-at-a-time.ts";

const smallMovements = 10_000;
/** Of this size the ratio is. */
const publishedMovements = 100_000;
const largeMovements = 1_000_000;
/** Enough for the peer's speed, which does not depend on how many there are. */
const peerMovements = 2_000;
const rounds = 3;
const importMovementsAtOnce = 5_000;

export const replayRebuild: Scenario = {
  name: "replay-rebuild",
  says: "all projections made anew from 10^4, 10^5, 10^6 movements; beside a row at a time",
  run,
};

async function run(databaseUrl: string): Promise<Measured> {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  try {
    await migrateLedger(pool);
    await migrateProjections(pool);
    const rows: Row[] = [];
    await growTo(pool, smallMovements);
    rows.push(await rebuilt(pool, smallMovements));
    await growTo(pool, publishedMovements);
    for (let round = 0; round < rounds; round++) {
      rows.push(await rebuilt(pool, publishedMovements));
      rows.push(await peer(pool));
    }
    await growTo(pool, largeMovements);
    rows.push(await rebuilt(pool, largeMovements));
    return measuredOf(medians(rows));
  } finally {
    await pool.end();
  }
}

function measuredOf(rows: readonly Row[]): Measured {
  const ours = { name: "rebuild", size: publishedMovements };
  const theirs = { name: "row at a time", size: peerMovements };
  return { rows, ratios: { "rebuild/rowAtATime": ratio(rows, ours, theirs) } };
}

/** The log, and a house at its end without projections: what is rebuilt then is rebuilt whole. */
async function growTo(pool: pg.Pool, movements: number): Promise<void> {
  const store = postgresStore({ pool });
  let head = await store.head();
  for await (const page of manyLives(movements, importMovementsAtOnce)) {
    const fresh = page.filter(({ position }) => position > head);
    if (fresh.length > 0) head = await importMovements(pool, head, fresh);
  }
  await pool.query("vacuum analyze ledger.movement");
  await catchUp({ store, rows: postgresRows({ pool }), projections: [] });
}

async function rebuilt(pool: pg.Pool, movements: number): Promise<Row> {
  return timed("rebuild", movements, () =>
    rebuild(postgresStore({ pool }), postgresRows({ pool })),
  );
}

async function peer(pool: pg.Pool): Promise<Row> {
  await createPlain(pool, projections);
  const log = await postgresStore({ pool }).readAll(0n, peerMovements);
  return timed("row at a time", peerMovements, () => rowAtATime(pool, projections, log));
}

async function timed(name: string, size: number, work: () => Promise<void>): Promise<Row> {
  const begun = performance.now();
  await work();
  const milliseconds = performance.now() - begun;
  return {
    name,
    size,
    perSecond: Math.round((size / milliseconds) * 1000),
    p50Ms: Math.round(milliseconds),
    p99Ms: Math.round(milliseconds),
    rssMiB: Math.round(process.memoryUsage.rss() / 1024 / 1024),
  };
}
