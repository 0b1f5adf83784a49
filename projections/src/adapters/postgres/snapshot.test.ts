import { setTimeout as sleep } from "node:timers/promises";
import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import { sql } from "kysely";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connected } from "#projections/adapters/postgres/catalogue.ts";
import { migrateProjections } from "#projections/adapters/postgres/migrate.ts";
import { postgresRows } from "#projections/adapters/postgres/rows.ts";
import { inSnapshot, type Snapshot } from "#projections/adapters/postgres/snapshot.ts";
import { end } from "#projections/testing/open-rows.ts";

let pool: pg.Pool;
let admin: pg.Pool;
let drop: () => Promise<void>;
beforeEach(async () => {
  const database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  admin = new pg.Pool({ connectionString: database.url });
  pool.on("error", () => undefined);
  await migrateProjections(pool);
  drop = async () => {
    await Promise.all([end(pool), end(admin)]);
    await database.drop();
  };
});
afterEach(() => drop());

function within<Answer>(work: (snapshot: Snapshot) => Promise<Answer>): Promise<Answer> {
  return inSnapshot({ db: connected(pool), pool }, work);
}

/** All connections are in the pool again, and none is in a transaction. */
async function untilAtRest(): Promise<void> {
  await vi.waitFor(() => expect(pool.idleCount).toBe(pool.totalCount));
  const { rows } = await admin.query<{ state: string }>(
    `select state from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
  );
  expect(rows).toEqual([]);
}

const number = sql<{ number: number }>`select 1 as number`;

test("its questions are of one state, change nothing, and have an end", async () => {
  const names = ["transaction_isolation", "transaction_read_only", "statement_timeout"];
  const found = await within(({ ask }) =>
    ask(sql`select current_setting(name) as is from unnest(${names}::text[]) as asked (name)`),
  );
  expect(found).toEqual([{ is: "repeatable read" }, { is: "on" }, { is: "1min" }]);
  await untilAtRest();
  const after = await pool.query("select current_setting('statement_timeout') as is");
  expect(after.rows).toEqual([{ is: "0" }]);
});

test("asked all at once, they are asked one after the other", async () => {
  const asked = await within(({ ask, standing }) =>
    Promise.all([ask(number), standing(), ask(number), ask(number)]),
  );
  expect(asked).toHaveLength(4);
  expect(pool.totalCount).toBe(1);
  await untilAtRest();
});

test("one that fails gives its connection back", async () => {
  const failing = within(({ ask }) => ask(sql`select * from nowhere`));
  await expect(failing).rejects.toThrow('"nowhere" does not exist');
  await untilAtRest();
  expect(await within(({ ask }) => ask(number))).toEqual([{ number: 1 }]);
});

test("one that cannot be opened gives its connection back", async () => {
  await admin.query("drop schema projections cascade");
  await expect(within(({ standing }) => standing())).rejects.toThrow("does not exist");
  await untilAtRest();
  expect(pool.totalCount).toBe(1);
});

test("what is asked when it is over is not asked at all", async () => {
  const late = Promise.withResolvers<unknown>();
  const failing = within(async ({ ask }) => {
    await ask(number);
    sleep(50)
      .then(() => ask(number))
      .then(late.resolve, late.reject);
    throw new Error("no such thing");
  });
  await expect(failing).rejects.toThrow("no such thing");
  await expect(late.promise).rejects.toThrow("over");
  await untilAtRest();
});

test("what is asked first when it is over takes no connection", async () => {
  const late = Promise.withResolvers<unknown>();
  await within(async ({ ask }) => {
    sleep(50)
      .then(() => ask(number))
      .then(late.resolve, late.reject);
  });
  await expect(late.promise).rejects.toThrow("over");
  await untilAtRest();
});

test("what nobody waits for ends before its connection is given back", async () => {
  const left = Promise.withResolvers<unknown>();
  await within(async ({ ask, standing }) => {
    await standing();
    ask(sql`select pg_sleep(0.2)`).then(left.resolve, left.reject);
  });
  expect(pool.idleCount).toBe(0);
  await left.promise;
  await untilAtRest();
});

test("a connection that is cut while it is asked is not used again", async () => {
  const asked = within(({ ask }) => ask(sql`select pg_sleep(10)`));
  const cut = async () =>
    (
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()
           and query like '%pg_sleep(10)'`,
      )
    ).rowCount;
  const failed = expect(asked).rejects.toThrow();
  await vi.waitFor(async () => expect(await cut()).toBe(1));
  await failed;
  await vi.waitFor(() => expect(pool.totalCount).toBe(0));
  expect(await within(({ ask }) => ask(number))).toEqual([{ number: 1 }]);
});

test("a connection that is cut between two questions is not used again", async () => {
  const asked = within(async ({ ask }) => {
    const [{ pid } = { pid: 0 }] = await ask(sql<{ pid: number }>`select pg_backend_pid() as pid`);
    await admin.query("select pg_terminate_backend($1)", [pid]);
    await sleep(50);
    return ask(number);
  });
  await expect(asked).rejects.toThrow();
  await vi.waitFor(() => expect(pool.totalCount).toBe(0));
});

test("a pool that is ended meanwhile has answers first", async () => {
  const mine = new pg.Pool({ connectionString: `${pool.options.connectionString}` });
  const rows = postgresRows({ pool: mine });
  const asked = rows.read(async (at) => {
    await at.position();
    void mine.end();
    return at.position();
  });
  expect(await asked).toBe(0n);
  await vi.waitFor(() => expect(mine.totalCount).toBe(0));
});
