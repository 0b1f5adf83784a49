import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { memoryStore } from "#ledger/adapters/memory/store.ts";
import { logUntil } from "#ledger/log-until.ts";

test.each([
  ["within the log", 2n, [1n, 2n], 2n],
  ["beyond its end", 9n, [1n, 2n, 3n], 3n],
])("a log until a position %s has nothing after it", async (_, until, positions, head) => {
  const store = memoryStore();
  for (const stream of ["one", "two", "three"])
    await store.append("computer", stream, 0, [a("capacity-set")]);
  const bounded = logUntil(store, until);
  expect((await bounded.readAll(0n, 10)).map(({ position }) => position)).toEqual(positions);
  expect(await bounded.head()).toBe(head);
});
