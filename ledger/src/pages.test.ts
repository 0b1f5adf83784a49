import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { memoryStore } from "#ledger/adapters/memory/store.ts";
import { pagesOf } from "#ledger/pages.ts";
import type { MovementStore } from "#ledger/store/store.ts";

async function storeOf(count: number): Promise<MovementStore> {
  const store = memoryStore();
  for (let index = 0; index < count; index++)
    await store.append("computer", `${index}`, 0, [a("capacity-set")]);
  return store;
}

async function read(store: MovementStore, after: bigint, until?: bigint) {
  const pages: bigint[][] = [];
  const reading = { movementsMax: 3, ...(until !== undefined && { until }) };
  for await (const page of pagesOf(store, after, reading))
    pages.push(page.map(({ position }) => position));
  return pages;
}

test.each([
  ["to the end", 0n, undefined, [[1n, 2n, 3n], [4n, 5n, 6n], [7n]]],
  ["after a position", 5n, undefined, [[6n, 7n]]],
  [
    "up to a position within a page",
    0n,
    5n,
    [
      [1n, 2n, 3n],
      [4n, 5n],
    ],
  ],
  [
    "up to the end of a page",
    0n,
    6n,
    [
      [1n, 2n, 3n],
      [4n, 5n, 6n],
    ],
  ],
  ["beyond the end", 7n, 9n, []],
])("the log is read %s", async (_, after, until, pages) => {
  expect(await read(await storeOf(7), after, until)).toEqual(pages);
});

test("pages that are shorter than they might be leave nothing out", async () => {
  const store = await storeOf(5);
  const brief: MovementStore = { ...store, readAll: (after) => store.readAll(after, 2) };
  expect(await read(brief, 0n)).toEqual([[1n, 2n], [3n, 4n], [5n]]);
  expect(await read(brief, 0n, 3n)).toEqual([[1n, 2n], [3n]]);
});

test("after a page that is not full nothing is asked for before it is wanted", async () => {
  const store = await storeOf(4);
  const asked: bigint[] = [];
  const watched: MovementStore = {
    ...store,
    readAll: (after, limit) => {
      asked.push(after);
      return store.readAll(after, limit);
    },
  };
  const pages = pagesOf(watched, 0n, { movementsMax: 3 });
  await pages.next();
  expect(asked).toEqual([0n, 3n]);
  await pages.next();
  expect(asked).toEqual([0n, 3n]);
  expect(await pages.next()).toMatchObject({ done: true });
  expect(asked).toEqual([0n, 3n, 4n]);
});

test("a page that cannot be read is thrown after those before it were dealt with", async () => {
  const store = await storeOf(7);
  const failing: MovementStore = {
    ...store,
    readAll: async (after, limit) => {
      if (after >= 3n) throw new Error("the line was cut");
      return store.readAll(after, limit);
    },
  };
  const seen: number[] = [];
  const reading = async () => {
    for await (const page of pagesOf(failing, 0n, { movementsMax: 3 })) seen.push(page.length);
  };
  await expect(reading()).rejects.toThrow("the line was cut");
  expect(seen).toEqual([3]);
});
