import { memoryStore } from "@partita/ledger";
import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { faultyStore } from "./faulty-store.ts";
import { randomFrom } from "./random.ts";

const movement = a("period-closed");

/** What became of appends to streams of their own. */
async function outcomes(store: ReturnType<typeof faultyStore>, streams: readonly number[]) {
  const all = streams.map((stream) => {
    const named = { ...movement, id: `command-${stream}/0` };
    return store.append("account", `organisation:${stream}`, 0, [named]).then(
      ({ status }) => status,
      () => "lost",
    );
  });
  return Promise.all(all);
}

test("a store in trouble conflicts, writes, and loses answers of what it wrote", async () => {
  const kept = memoryStore();
  const found = await outcomes(faultyStore(kept, randomFrom(1)), [...Array(200).keys()]);
  const count = (outcome: string) => found.filter((one) => one === outcome).length;
  expect(new Set(found)).toEqual(new Set(["appended", "conflict", "lost"]));
  expect(await kept.head()).toBe(BigInt(count("appended") + count("lost")));
});

test("a store that recovered does as it is told", async () => {
  const store = faultyStore(memoryStore(), randomFrom(1));
  store.recover();
  expect(new Set(await outcomes(store, [...Array(200).keys()]))).toEqual(new Set(["appended"]));
});
