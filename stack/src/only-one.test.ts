import { type TestDatabase, testDatabase } from "@partita/ledger/testing/test-database.ts";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onlyOne } from "./only-one.ts";
import { openPool } from "./open-pool.ts";

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = openPool(database.url, 5, () => undefined);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

function begin(name: string) {
  const stop = new AbortController();
  const told: string[] = [];
  const begun = Promise.withResolvers<void>();
  const run = async (signal: AbortSignal) => {
    told.push("runs");
    begun.resolve();
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    told.push("ends");
  };
  const ended = onlyOne({ name, pool, signal: stop.signal }, run);
  ended.catch(() => undefined);
  return { told, begun: begun.promise, ended, stop: () => stop.abort() };
}

test("the second waits until the first has ended, and then takes over", async () => {
  const first = begin("webhooks");
  await first.begun;
  const second = begin("webhooks");
  const other = begin("something else");
  await other.begun;
  expect(second.told).toEqual([]);
  first.stop();
  await first.ended;
  await second.begun;
  expect(first.told).toEqual(["runs", "ends"]);
  second.stop();
  other.stop();
  await Promise.all([second.ended, other.ended]);
});

test("whoever waits may be told to stop, and has never run", async () => {
  const first = begin("webhooks");
  await first.begun;
  const second = begin("webhooks");
  second.stop();
  await second.ended;
  expect(second.told).toEqual([]);
  first.stop();
  await first.ended;
});

test("whoever loses the connection that holds the lock stops, and says so", async () => {
  const first = begin("webhooks");
  await first.begun;
  await cutLocks();
  await expect(first.ended).rejects.toThrow("the lock of webhooks was lost");
  expect(first.told).toEqual(["runs", "ends"]);
  const second = begin("webhooks");
  await second.begun;
  second.stop();
  await second.ended;
});

async function cutLocks(): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`select pg_terminate_backend(pid) from pg_locks
    join pg_database on pg_database.oid = database
    where locktype = 'advisory' and datname = current_database()`);
  await client.end();
}
