import { setTimeout as sleep } from "node:timers/promises";
import { a } from "@partita/schemas/testing/a.ts";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { migrateLedger } from "#ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "#ledger/adapters/postgres/store.ts";
import { type TestDatabase, testDatabase } from "#ledger/testing/test-database.ts";

let database: TestDatabase;
let pool: pg.Pool;
let admin: pg.Pool;
const forever = new AbortController().signal;
const listeners = `from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and query like 'listen %'`;

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  admin = new pg.Pool({ connectionString: database.url });
  await migrateLedger(pool);
});
afterAll(async () => {
  await Promise.all([pool.end(), admin.end()]);
  await database.drop();
});

async function append(): Promise<void> {
  const store = postgresStore({ pool: admin });
  const { length } = await store.read("computer", "one");
  await store.append("computer", "one", length, [a("capacity-set")]);
}

test("a connection that is lost while listening is made anew", async () => {
  const store = postgresStore({ pool });
  const woken = store.waitBeyond(await store.head(), forever);
  const cut = async () =>
    (await admin.query(`select pg_terminate_backend(pid) ${listeners}`)).rowCount;
  await vi.waitFor(async () => expect(await cut()).toBe(1));
  await append();
  await woken;
});

test("what is told while nobody waits is not waited for by who comes after", async () => {
  const mine = new pg.Pool({ connectionString: database.url, application_name: "mine" });
  const store = postgresStore({ pool: mine });
  const woken = store.waitBeyond(await store.head(), forever);
  const listening = `select 1 ${listeners} and application_name = 'mine'`;
  await vi.waitFor(async () => expect((await admin.query(listening)).rowCount).toBe(1));
  // One listens, the other has looked at the head.
  await vi.waitFor(() => expect([mine.totalCount, mine.idleCount]).toEqual([2, 1]));
  await append();
  await woken;
  const seen = await store.head();
  await append();
  // Long enough to be told, and less than what ends the listening.
  await sleep(25);
  const begun = performance.now();
  await store.waitBeyond(seen, forever);
  expect(performance.now() - begun).toBeLessThan(500);
  await mine.end();
});

test("what was written without a word is noticed by the poll", async () => {
  const store = postgresStore({ pool });
  const woken = store.waitBeyond(await store.head(), forever);
  const body = JSON.stringify(a("capacity-set", { id: "silent/0" }));
  await admin.query(
    `insert into ledger.movement
       select max(position) + 1, 'computer-two', 1, 'silent/0', $1::json from ledger.movement`,
    [body],
  );
  await woken;
});

test("when nobody waits any more, the connection goes back to the pool at once", async () => {
  const mine = new pg.Pool({ connectionString: database.url });
  const store = postgresStore({ pool: mine });
  const done = new AbortController();
  const woken = store.waitBeyond(await store.head(), done.signal);
  // One listens, the other looked at the head meanwhile.
  await vi.waitFor(() => expect([mine.totalCount, mine.idleCount]).toEqual([2, 1]));
  done.abort();
  await woken;
  await vi.waitFor(() => expect(mine.idleCount).toBe(mine.totalCount), { timeout: 500 });
  await mine.end();
});

test("who waits on a database that is away is woken, and meets the fault itself", async () => {
  const away = new pg.Pool({ connectionString: "postgresql://nobody@127.0.0.1:1/none" });
  const store = postgresStore({ pool: away });
  await store.waitBeyond(0n, forever);
  await expect(store.readAll(0n, 1)).rejects.toThrow("ECONNREFUSED");
  await away.end();
});
