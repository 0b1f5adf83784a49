import type { MovementOf } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type StoreLimits, storeLimits } from "#ledger/adapters/postgres/limits.ts";
import { migrateLedger } from "#ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "#ledger/adapters/postgres/store.ts";
import { appendBytesMax, StoreOverloaded, StoreUnavailable } from "#ledger/store/store.ts";
import { type TestDatabase, testDatabase } from "#ledger/testing/test-database.ts";

const writersLock = "pg_advisory_xact_lock(119182731994482)";
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url });
});
beforeEach(async () => {
  await pool.query("drop schema if exists ledger cascade");
  await migrateLedger(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const opened = (limits: Partial<StoreLimits> = {}) =>
  postgresStore({ pool, limits: { ...storeLimits, ...limits } });

function movement(id?: string, detail = {}): MovementOf<"computer"> {
  return a("capacity-set", { ...(id !== undefined && { id }), detail });
}

/** Appends a movement to each of so many streams at once. */
function appendAll(store: ReturnType<typeof opened>, count: number) {
  return Array.from({ length: count }, (_, index) =>
    store.append("computer", `COMP-${index}`, 0, [movement()]),
  );
}

async function rows(text: string) {
  return (await pool.query(text)).rows;
}

test("appends of one moment are one transaction", async () => {
  const all = await Promise.all(appendAll(opened(), 200));
  expect(all.every(({ status }) => status === "appended")).toBe(true);
  const [found] = await rows(
    "select count(*)::int, count(distinct xmin::text)::int as commits, \
    max(position)::int as last from ledger.movement",
  );
  expect(found).toEqual({ count: 200, commits: 1, last: 200 });
});

test("in a batch each append has its own verdict, and positions have no gap", async () => {
  const store = opened();
  const repeated = [movement("again/0"), movement("again/1")];
  const first = await store.append("computer", "there", 0, repeated);
  const all = await Promise.all([
    store.append("computer", "one", 0, [movement("a/0"), movement("a/1")]),
    store.append("computer", "two", 3, [movement("b/0")]),
    store.append("computer", "elsewhere", 0, [movement("again/0")]),
    store.append("computer", "there", 2, [movement("c/0")]),
    store.append("computer", "three", 0, [movement("d/0"), movement("d/1")]),
  ]);
  expect(all[1]).toEqual({ status: "conflict" });
  expect(all[2]).toEqual({ ...first, status: "repeated" });
  const log = await store.readAll(0n, 100);
  expect(log.map(({ movement: { id }, position }) => `${position} ${id}`)).toEqual([
    ...["1 again/0", "2 again/1", "3 a/0", "4 a/1", "5 c/0", "6 d/0", "7 d/1"],
  ]);
  const recorded = all.flatMap((one) => (one.status === "appended" ? one.recorded : []));
  expect(recorded).toEqual(log.slice(2));
});

test("an append whose data the server refuses fails alone", async () => {
  const store = opened();
  const appends = appendAll(store, 7);
  const twice = [movement("twice/0"), movement("twice/0")];
  appends.splice(3, 0, store.append("computer", "bad", 0, twice));
  const all = await Promise.allSettled(appends);
  expect(all.map(({ status }) => status === "fulfilled")).toEqual([
    ...[true, true, true, false, true, true, true, true],
  ]);
  expect(await store.head()).toBe(7n);
});

test("who appends after somebody else sees what that one wrote while it waited", async () => {
  const other = await pool.connect();
  await other.query(`begin; select ${writersLock}`);
  const store = opened();
  const waiting = [
    store.append("computer", "one", 0, [movement()]),
    store.append("computer", "two", 0, [movement()]),
  ];
  await untilLocked();
  const body = JSON.stringify(movement("other/0"));
  await other.query(
    `insert into ledger.movement values (1, 'computer-one', 1, 'other/0', '${body}')`,
  );
  await other.query("commit");
  other.release();
  expect(await Promise.all(waiting)).toMatchObject([
    { status: "conflict" },
    { status: "appended", recorded: [{ position: 2n }] },
  ]);
});

async function untilLocked(): Promise<void> {
  const text =
    "select from pg_locks where locktype = 'advisory' and not granted and \
    database = (select oid from pg_database where datname = current_database())";
  while ((await rows(text)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

test("a line that is full turns away at once, and those in it are written", async () => {
  const all = await Promise.allSettled(appendAll(opened({ waitingAppendsMax: 5 }), 8));
  const refused = all.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refused).toHaveLength(3);
  expect(refused.every((reason) => reason instanceof StoreOverloaded)).toBe(true);
  expect(await opened().head()).toBe(5n);
});

test("movements larger than any store takes are not sent", async () => {
  const large = movement(undefined, { computer: "x".repeat(appendBytesMax) });
  const appended = await opened().append("computer", "one", 0, [large]);
  expect(appended).toMatchObject({ status: "too-large", bytesMax: appendBytesMax });
  expect(await opened().head()).toBe(0n);
});

test("a writer that holds up the others for too long makes the store unavailable", async () => {
  await pool.query("alter function ledger.append set lock_timeout = '50ms'");
  const other = await pool.connect();
  await other.query(`begin; select ${writersLock}`);
  const store = opened();
  await expect(store.append("computer", "one", 0, [movement("late/0")])).rejects.toThrow(
    StoreUnavailable,
  );
  await other.query("rollback");
  other.release();
  expect(await store.writtenBy("late")).toEqual([]);
  expect(await store.append("computer", "one", 0, [movement("late/0")])).toMatchObject({
    status: "appended",
  });
});

test("a session whose transactions see an old log does not append", async () => {
  const options = "-c default_transaction_isolation=repeatable\\ read";
  const old = new pg.Pool({ connectionString: database.url, options });
  const store = postgresStore({ pool: old });
  await expect(store.append("computer", "one", 0, [movement()])).rejects.toThrow(
    "not under repeatable read",
  );
  await old.end();
});

test("a pool whose connections are all taken makes the store unavailable", async () => {
  const small = new pg.Pool({ connectionString: database.url, max: 3 });
  const taken = [await small.connect(), await small.connect(), await small.connect()];
  const store = postgresStore({
    pool: small,
    limits: { ...storeLimits, connectMillisecondsMax: 50 },
  });
  const asked = [store.append("computer", "one", 0, [movement()]), store.readAll(0n, 1)];
  for (const one of await Promise.allSettled(asked))
    expect(one).toMatchObject({ status: "rejected", reason: { name: "StoreUnavailable" } });
  for (const one of taken) one.release();
  expect(await store.append("computer", "one", 0, [movement()])).toMatchObject({
    status: "appended",
  });
  await small.end();
});

test("nothing is kept of an absent value, and what is told is what is read", async () => {
  const store = opened();
  const absent = movement("absent/0", { note: undefined });
  const appended = await store.append("computer", "one", 0, [absent]);
  const recorded = await store.read("computer", "one");
  expect(appended).toStrictEqual({ status: "appended", recorded });
  expect(Object.keys(recorded[0]?.movement.detail ?? {})).not.toContain("note");
});

test("many streams and commands are read at once, each in its order", async () => {
  const store = opened();
  const three = (name: string) => [0, 1, 2].map((index) => movement(`${name}/${index}`));
  for (const name of ["a", "b", "c"]) await store.append("computer", name, 0, three(name));
  const found = await Promise.all([
    store.read("computer", "a"),
    store.read("computer", "b", 2),
    store.read("computer", "none"),
    store.read("computer", "c", 1),
  ]);
  const ids = found.map((all) => all.map((one) => one.movement.id));
  expect(ids).toEqual([["a/0", "a/1", "a/2"], ["b/2"], [], ["c/1", "c/2"]]);
  const written = await Promise.all(["c", "nobody", "a"].map((name) => store.writtenBy(name)));
  expect(written.map((all) => all.length)).toEqual([3, 0, 3]);
});
