/** How the port's speed changes as the log grows. */
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import { fillLog } from "../../fill-log.ts";
import { inOwnDatabase } from "../../in-own-database.ts";
import { load } from "../../load.ts";
import type { Row } from "../../scenario.ts";
import { port } from "./ours.ts";

const sizes = [10_000, 100_000, 1_000_000];
const rounds = 3;

type Growing = { readonly callers: number; readonly runMilliseconds: number };

/** In a database of its own, so that a log has just the size that it says. */
export function growth(databaseUrl: string, growing: Growing): Promise<readonly Row[]> {
  return inOwnDatabase(databaseUrl, "growth", async (pool) => {
    await migrateLedger(pool);
    const { prepare } = port(postgresStore({ pool }));
    const rows: Row[] = [];
    for (const size of sizes) {
      await fillLog(pool, size);
      for (let round = 0; round < rounds; round++) {
        const operation = await prepare();
        const row = await load(named, growing.callers, operation, growing.runMilliseconds);
        rows.push({ ...row, size });
      }
    }
    return rows;
  });
}

const named = "port, by size of the log";
