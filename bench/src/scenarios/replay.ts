/**
 * A log of a million movements, read in order and folded, beside what bounds any reader of it; and
 * all projections made anew.
 */
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import type pg from "pg";
import { fillLog } from "../fill-log.ts";
import { inOwnDatabase } from "../in-own-database.ts";
import { medians } from "../median-of.ts";
import type { Measured, Row, Scenario } from "../scenario.ts";
import { copiedOut, folded, parsed, timed } from "./replay/fold.ts";
import { replayRebuild } from "./replay-rebuild.ts";

const size = 1_000_000;
const rounds = 3;

export const replay: Scenario = {
  name: "replay",
  says: "10^6 movements read in order and folded; all projections made anew",
  run,
};

/** Each part on a database of its own, so that neither finds what the other left. */
async function run(databaseUrl: string): Promise<Measured> {
  const fold = await inOwnDatabase(databaseUrl, "fold", foldLog);
  const rebuild = await replayRebuild.run(databaseUrl);
  return {
    rows: [...fold.rows, ...rebuild.rows],
    ratios: { ...fold.ratios, ...rebuild.ratios },
  };
}

async function foldLog(pool: pg.Pool): Promise<Measured> {
  await migrateLedger(pool);
  await fillLog(pool, size);
  const ways = [
    ["fold", folded(postgresStore({ pool }))],
    ["COPY to nowhere", copiedOut(pool, size)],
    ["JSON.parse alone", await parsed(pool, size)],
  ] as const;
  const rows: Row[] = [];
  for (let round = 0; round < rounds; round++)
    for (const [name, reading] of ways) rows.push(await timed(name, reading));
  return measuredOf(medians(rows));
}

function measuredOf(rows: readonly Row[]): Measured {
  const [fold, ...limits] = rows.map(({ perSecond }) => perSecond);
  if (fold === undefined) throw new Error("nothing was measured");
  // The slower of the two bounds any reader that does both.
  const limit = Math.min(...limits);
  return { rows, ratios: { "fold/limit": Math.round((fold / limit) * 1000) / 1000 } };
}
