import { setTimeout as sleep } from "node:timers/promises";
import { type TestDatabase, testDatabase } from "@partita/ledger/testing/test-database.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RowReader, Table } from "#projections/rows/rows.ts";
import { type OpenRows, openPostgres } from "#projections/testing/open-rows.ts";

const one: Table<object> = { name: "one", version: 1, columns: {} };
const two: Table<object> = { name: "two", version: 1, columns: {} };
const page = { after: undefined, limit: 1 };

let database: TestDatabase;
let opened: OpenRows;
beforeEach(async () => {
  database = await testDatabase();
  opened = await openPostgres(database.url);
});
afterEach(async () => {
  await opened.close();
  await database.drop();
});

/** New generations of both tables go live in the place of the old ones, if any. */
function swap(): Promise<void> {
  return opened.rows.change(async (change) => {
    for (const table of [one, two]) await change.goLive(await change.begin(table));
    await change.moveCheckpoint(["one", "two"], change.checkpoint + 1n);
  });
}

/** Longer than dropping takes to come to what a question has read. */
const dropMilliseconds = 200;

test.each<[string, (at: RowReader) => Promise<unknown>, (at: RowReader) => Promise<unknown>]>([
  ["one table, then another", (at) => at.find(one), (at) => at.find(two)],
  ["the other, then the one", (at) => at.find(two), (at) => at.find(one)],
  ["rows, then versions", (at) => at.find(one), (at) => at.changed(one, {}, page)],
  ["versions, then rows", (at) => at.changed(one, {}, page), (at) => at.find(one)],
])("one that reads %s, and dropping, do not wait for each other", async (_, first, second) => {
  const { rows, other } = opened;
  await swap();
  const dropped = Promise.withResolvers<void>();
  let isDropping = false;
  const asked = other.read(async (at) => {
    await first(at);
    if (!isDropping) {
      isDropping = true;
      await swap();
      rows.dropReplaced().then(dropped.resolve, dropped.reject);
      await sleep(dropMilliseconds);
    }
    return second(at);
  });
  const [answer] = await Promise.all([asked, dropped.promise]);
  expect(answer).toEqual([]);
  const left = await rows.change(async ({ generations }) => generations);
  expect(left.map(({ state }) => state)).toEqual(["live", "live"]);
});

test("two processes drop at once what was replaced", async () => {
  const { rows, other } = opened;
  for (let round = 0; round < 10; round++) {
    await swap();
    await Promise.all([rows.dropReplaced(), other.dropReplaced()]);
  }
  await rows.dropReplaced();
  expect(await rows.change(async ({ generations }) => generations.length)).toBe(2);
});
