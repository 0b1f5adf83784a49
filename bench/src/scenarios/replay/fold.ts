/** Reads a whole log in order and folds it: by our reader, and what bounds any reader. */
import { finished } from "node:stream/promises";
import { type MovementStore, pagesOf } from "@partita/ledger";
import type { Movement } from "@partita/schemas";
import type pg from "pg";
import { to } from "pg-copy-streams";
import type { Row } from "../../scenario.ts";

/** Each resolves to the number of movements that it went through. */
type Reading = () => Promise<number>;

/** Movements kept as texts to be parsed again and again: more would measure memory. */
const textsMax = 50_000;

/** Read through the port, parsed, and summed: what each resource's movements come to. */
export function folded(store: MovementStore): Reading {
  return async () => {
    const sums = new Map<string, bigint>();
    let count = 0;
    for await (const page of pagesOf(store, 0n)) {
      for (const { movement } of page) add(sums, movement);
      count += page.length;
    }
    if (sums.size === 0) throw new Error("nothing was folded");
    return count;
  };
}

/** The log that is measured knows whole units only. */
function add(sums: Map<string, bigint>, { resource, quantity }: Movement): void {
  sums.set(resource, (sums.get(resource) ?? 0n) + BigInt(quantity));
}

/** The server's text of the whole table, to nowhere. */
export function copiedOut(pool: pg.Pool, count: number): Reading {
  return async () => {
    const client = await pool.connect();
    try {
      const out = client.query(to("copy ledger.movement to stdout"));
      out.resume();
      await finished(out);
    } finally {
      client.release();
    }
    return count;
  };
}

/** JSON.parse of what stands in memory already, and nothing else. */
export async function parsed(pool: pg.Pool, count: number): Promise<Reading> {
  const text = "select body::text as body from ledger.movement order by position limit $1";
  const { rows } = await pool.query<{ body: string }>(text, [textsMax]);
  return async () => {
    let found = 0;
    for (let index = 0; index < count; index++) {
      const { body } = rows[index % rows.length] ?? { body: "" };
      // What is parsed must be used, or it need not be parsed at all.
      if (JSON.parse(body).id !== undefined) found += 1;
    }
    return found;
  };
}

export async function timed(name: string, reading: Reading): Promise<Row> {
  const begun = performance.now();
  const count = await reading();
  const milliseconds = performance.now() - begun;
  return {
    name,
    size: count,
    perSecond: Math.round((count / milliseconds) * 1000),
    // One call is the whole log: of it there is one time.
    p50Ms: Math.round(milliseconds),
    p99Ms: Math.round(milliseconds),
    rssMiB: Math.round(process.memoryUsage.rss() / 1024 / 1024),
  };
}
