import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asOnlyWriter } from "#ledger/adapters/postgres/transaction.ts";
import { type TestDatabase, testDatabase } from "#ledger/testing/test-database.ts";

let database: TestDatabase;
let pools: readonly [pg.Pool, pg.Pool];
beforeAll(async () => {
  database = await testDatabase();
  const pool = () => new pg.Pool({ connectionString: database.url });
  pools = [pool(), pool()];
  await pools[0].query("create table noted (word text primary key)");
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

const note = (word: string) => ({ text: "insert into noted values ($1)", values: [word] });
const noted = async () => (await pools[0].query("select word from noted")).rows.length;

test("writers come one after the other, and each sees what those before it wrote", async () => {
  const seen = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      asOnlyWriter(pools[index % 2 ? 0 : 1], async (client) => {
        const { rows } = await client.query("select count(*)::int from noted");
        await client.query(note(`word ${index}`));
        return rows[0]?.count;
      }),
    ),
  );
  expect(seen.toSorted((one, two) => one - two)).toEqual(seen.map((_, index) => index));
});

test("a writer that throws writes nothing, and the next one is not held up", async () => {
  const before = await noted();
  const failed = asOnlyWriter(pools[0], async (client) => {
    await client.query(note("lost"));
    throw new Error("changed my mind");
  });
  await expect(failed).rejects.toThrow("changed my mind");
  expect(await noted()).toBe(before);
  await asOnlyWriter(pools[1], (client) => client.query(note("kept")));
  expect(await noted()).toBe(before + 1);
});

test("a writer whose connection is cut writes nothing, and uses it no more", async () => {
  const before = await noted();
  const cut = asOnlyWriter(pools[0], async (client) => {
    await client.query(note("cut"));
    const { rows } = await client.query("select pg_backend_pid() as pid");
    await pools[1].query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    await client.query(note("cut again"));
  });
  await expect(cut).rejects.toThrow(/terminat|not queryable/);
  await asOnlyWriter(pools[0], async () => undefined);
  expect(await noted()).toBe(before);
});
