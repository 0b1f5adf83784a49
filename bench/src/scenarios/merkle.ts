/**
 * The Merkle log: movements hashed and added to the tree in PostgreSQL, beside SHA-256 of the same
 * octets alone; and how long proofs take as the log grows.
 */
import { growToHead } from "@partita/ledger";
import { postgresTree } from "@partita/ledger/adapters/postgres/merkle-tree.ts";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import type pg from "pg";
import { fillLog } from "../fill-log.ts";
import { inOwnDatabase } from "../in-own-database.ts";
import { medians, ratio } from "../median-of.ts";
import type { Measured, Row, Scenario } from "../scenario.ts";
import { hashed, sampleOf, sha256Alone } from "./merkle/hashing.ts";
import { proofs } from "./merkle/proving.ts";
import { timed } from "./merkle/timed.ts";

const sizes = [10_000, 100_000, 1_000_000];
const rounds = 3;

export const merkle: Scenario = {
  name: "merkle",
  says: "movements hashed and added to the tree, SHA-256 alone, proofs; 10^4 to 10^6 movements",
  run: (databaseUrl) => inOwnDatabase(databaseUrl, "merkle", measure),
};

async function measure(pool: pg.Pool): Promise<Measured> {
  await migrateLedger(pool);
  const rows: Row[] = [];
  const bytes: Record<string, number> = {};
  for (const size of sizes) {
    await fillLog(pool, size);
    const sample = await sampleOf(postgresStore({ pool }), size);
    for (let round = 0; round < rounds; round++)
      rows.push(
        await integrated(pool, size),
        timed("canonical text and hash", size, sample.length, () => hashed(sample)),
        timed("SHA-256 alone", size, sample.length, sha256Alone(sample)),
      );
    const proven = await proofs(postgresTree({ pool }), size);
    rows.push(...proven.rows);
    bytes[`inclusionBytes@${size}`] = proven.inclusionBytes;
    bytes[`consistencyBytes@${size}`] = proven.consistencyBytes;
  }
  const middle = medians(rows);
  const of = (left: string, right: string, size: number) =>
    ratio(middle, { name: left, size }, { name: right, size });
  const [smallest = 0, , largest = 0] = sizes;
  return {
    rows: middle,
    ratios: {
      "integrate/limit": of("integrate", "SHA-256 alone", largest),
      "hash/limit": of("canonical text and hash", "SHA-256 alone", largest),
      // 1: as fast in a large log as in a small one.
      "integrate/small": ratio(
        middle,
        { name: "integrate", size: largest },
        { name: "integrate", size: smallest },
      ),
      ...bytes,
    },
  };
}

/** From nothing to the whole log, as a process that starts on an old log does it. */
async function integrated(pool: pg.Pool, size: number): Promise<Row> {
  await emptyTree(pool);
  const [store, tree] = [postgresStore({ pool }), postgresTree({ pool })];
  const begun = performance.now();
  const grown = await growToHead({ store, tree });
  const milliseconds = performance.now() - begun;
  if (grown.size !== size) throw new Error(`the tree has ${grown.size} leaves and not ${size}`);
  return {
    ...{ name: "integrate", size, perSecond: Math.round((size / milliseconds) * 1000) },
    ...{ p50Ms: Math.round(milliseconds), p99Ms: Math.round(milliseconds) },
    rssMiB: Math.round(process.memoryUsage.rss() / 1024 / 1024),
  };
}

/** What only ever grows elsewhere is made anew here. */
async function emptyTree(pool: pg.Pool): Promise<void> {
  for (const table of ["tree_leaf", "tree_node"])
    await pool.query(`alter table ledger.${table} disable trigger append_only;
      truncate ledger.${table};
      alter table ledger.${table} enable always trigger append_only`);
}
