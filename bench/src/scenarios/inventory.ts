/** Any balance at any date, now and as known before, beside a plain sum with its own index. */
import { type MovementStore, memoryStore, type Recorded } from "@partita/ledger";
import {
  catchUpInventory,
  type KeptInventory,
  migrateProjections,
  postgresInventory,
} from "@partita/projections";
import { instantOf } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import pg from "pg";
import { load } from "../load.ts";
import { medians } from "../median-of.ts";
import type { Measured, Row, Scenario } from "../scenario.ts";

const sizes = [10_000, 100_000, 1_000_000];
const rounds = 3;
const roundMilliseconds = 1_000;
/** Of one seller; at the largest size each has reported 50,000 times, and each tree 5,000. */
const computers = 20;
const trees = 200;
/** Movements come a second apart; one in twenty counts up to thirty days before it was recorded. */
const beginning = Date.parse("2026-01-01T00:00:00.000Z");
const secondMilliseconds = 1_000;
const lateMillisecondsMax = 30 * 86_400_000;
const seller = "organisation:hoster";

export const inventory: Scenario = {
  name: "inventory",
  says: "any balance at any date over 10^4 to 10^6 movements, beside a plain sum over an index",
  run,
};

async function run(databaseUrl: string): Promise<Measured> {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  await migrateProjections(pool);
  const kept = postgresInventory({ pool });
  const rows: Row[] = [];
  let before = 0;
  for (const size of sizes) {
    rows.push(await taken(kept, before, size));
    await makePeer(pool);
    const measured: Row[] = [];
    for (let round = 0; round < rounds; round++)
      measured.push(...(await oneRound(kept, pool, size)));
    rows.push(...medians(measured));
    before = size;
  }
  await kept.close();
  await pool.end();
  return { rows, ratios: ratiosOf(rows) };
}

/** How fast movements are taken in, a thousand at a time, as the follower does it. */
async function taken(kept: KeptInventory, before: number, size: number): Promise<Row> {
  const begun = performance.now();
  await catchUpInventory(usageLog(size), kept);
  const seconds = (performance.now() - begun) / 1_000;
  const rssMiB = Math.round(process.memoryUsage.rss() / 1024 / 1024);
  const perSecond = Math.round((size - before) / seconds);
  return { name: "taken", size, perSecond, p50Ms: 0, p99Ms: 0, rssMiB };
}

/** A log that is made while it is read: nothing but the page stands in memory. */
function usageLog(size: number): MovementStore {
  return {
    ...memoryStore(),
    head: async () => BigInt(size),
    readAll: async (after, limit) => {
      const left = Math.max(0, Math.min(limit, size - Number(after)));
      return Array.from({ length: left }, (_, index) => usageAt(Number(after) + 1 + index));
    },
  };
}

function usageAt(place: number): Recorded {
  const computer = `COMP-${scattered(place, 1) % computers}`;
  const tree = `TREE-${scattered(place, 2) % trees}`;
  const recorded = beginning + place * secondMilliseconds;
  const isLate = scattered(place, 3) % 20 === 0;
  const stops = isLate ? recorded - (scattered(place, 4) % lateMillisecondsMax) : recorded;
  const movement = a("usage-reported", {
    id: `usage/${place}`,
    quantity: `${scattered(place, 5) % 1000}.5`,
    source: `network:${computer}`,
    destination: `project:${tree}`,
    items: [`computer:${computer}`, `instance-tree:${tree}`],
    startsAt: instantOf(stops - secondMilliseconds),
    stopsAt: instantOf(stops),
    recordedAt: instantOf(recorded),
  });
  return { movement, stream: `usage-${computer}`, revision: place, position: BigInt(place) };
}

/** The same number for the same place every time, without a pattern (Knuth's multiplier). */
function scattered(place: number, salt: number): number {
  return Number((BigInt(place) * 2_654_435_761n + BigInt(salt) * 40_503n) % 4_294_967_291n) >>> 3;
}

/** The same lines in one plain table, with an index that has all that the sum needs. */
async function makePeer(pool: pg.Pool): Promise<void> {
  await pool.query(`
    drop table if exists plain;
    create table plain as select resource, node, section, effective, position, quantity
      from projections.inventory_1_lines join projections.inventory_1_keys as k on k.id = key;
    create index on plain (node, resource, section, effective) include (quantity);`);
  await pool.query("vacuum analyze");
}

async function oneRound(kept: KeptInventory, pool: pg.Pool, size: number): Promise<Row[]> {
  const once = (name: string, ask: () => Promise<unknown>) =>
    load(name, 1, () => ask().then(() => 1), roundMilliseconds);
  const rows = [
    await once("balance", () => balance(kept, size, undefined)),
    await once("balance as known before", () => balance(kept, size, BigInt(below(size)))),
    await once("plain sum", () => plainSum(pool, size)),
  ];
  return rows.map((row) => ({ ...row, size }));
}

function balance(kept: KeptInventory, size: number, knownAt: bigint | undefined) {
  const filters = { resource: "cpu-second", node: anyNode(), section: seller } as const;
  const moment = { at: anyDate(size), ...(knownAt !== undefined && { knownAt }) };
  return kept.balance({ filters, stock: "current", moment });
}

function plainSum(pool: pg.Pool, size: number) {
  const text = `select sum(quantity) from plain
    where node = $1 and resource = 'cpu-second' and section = $2 and effective <= $3`;
  return pool.query({ name: "plain", text, values: [anyNode(), seller, anyDate(size)] });
}

function anyNode() {
  return `network:COMP-${below(computers)}` as const;
}

function anyDate(size: number): string {
  return instantOf(beginning + below(size) * secondMilliseconds);
}

function below(max: number): number {
  return Math.floor(Math.random() * max);
}

/** `flat`: how much slower a balance is over a hundred times the movements; 1 is not at all. */
function ratiosOf(rows: readonly Row[]) {
  const [smallest = 0] = sizes;
  const largest = sizes.at(-1) ?? 0;
  const time = (name: string, size: number) =>
    rows.find((row) => row.name === name && row.size === size)?.p50Ms ?? 0;
  const growth = (name: string) => rounded(time(name, largest) / time(name, smallest));
  return {
    flat: growth("balance"),
    flatAsKnownBefore: growth("balance as known before"),
    plainSumGrowth: growth("plain sum"),
    "balance/plainSum": rounded(time("plain sum", largest) / time("balance", largest)),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
