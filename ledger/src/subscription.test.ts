import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { memoryStore } from "#ledger/adapters/memory/store.ts";
import type { MovementStore, Recorded } from "#ledger/store/store.ts";
import { batchMovementsMax, follow } from "#ledger/subscription.ts";

async function filled(count: number): Promise<MovementStore> {
  const store = memoryStore();
  const movements = Array.from({ length: count }, () => a("capacity-set"));
  if (count > 0) await store.append("computer", "COMP-1", 0, movements);
  return store;
}

/** Follows until the log has been seen up to a position. */
async function seen(store: MovementStore, from: bigint, until: bigint): Promise<bigint[][]> {
  const done = new AbortController();
  const batches: bigint[][] = [];
  const take = async (batch: readonly Recorded[]) => {
    batches.push(batch.map(({ position }) => position));
    if (batch.at(-1)?.position === until) done.abort();
  };
  await follow(store, { from, take, signal: done.signal });
  return batches;
}

test("the log is followed from just after the checkpoint", async () => {
  expect(await seen(await filled(4), 2n, 4n)).toEqual([[3n, 4n]]);
});

test("batches have a largest size, and leave nothing out", async () => {
  const count = batchMovementsMax + 1;
  const batches = await seen(await filled(count), 0n, BigInt(count));
  expect(batches.map(({ length }) => length)).toEqual([batchMovementsMax, 1]);
  expect(batches.flat()).toEqual(Array.from({ length: count }, (_, index) => BigInt(index + 1)));
});

test("batches that are shorter than they might be leave nothing out", async () => {
  const store = await filled(5);
  const brief: MovementStore = { ...store, readAll: (after) => store.readAll(after, 2) };
  expect(await seen(brief, 0n, 5n)).toEqual([[1n, 2n], [3n, 4n], [5n]]);
});

test("what is appended later is seen as it comes", async () => {
  const store = await filled(0);
  const followed = seen(store, 0n, 2n);
  await store.append("computer", "COMP-1", 0, [a("capacity-set")]);
  await store.append("computer", "COMP-2", 0, [a("capacity-set")]);
  expect((await followed).flat()).toEqual([1n, 2n]);
});

test("a batch is dealt with before the next is read", async () => {
  const store = await filled(batchMovementsMax * 2);
  const done = new AbortController();
  let busy = 0;
  const take = async (batch: readonly Recorded[]) => {
    busy += 1;
    expect(busy).toBe(1);
    await Promise.resolve();
    busy -= 1;
    if (batch.at(-1)?.position === BigInt(batchMovementsMax * 2)) done.abort();
  };
  await follow(store, { from: 0n, take, signal: done.signal });
});

test("a fault while dealing with a batch ends the following", async () => {
  const take = async () => {
    throw new Error("disk full");
  };
  const signal = new AbortController().signal;
  await expect(follow(await filled(1), { from: 0n, take, signal })).rejects.toThrow("disk full");
});

test("an aborted signal ends the following, whether it waits or has not begun", async () => {
  const done = new AbortController();
  const take = async () => expect.unreachable("nothing was written");
  const followed = follow(await filled(0), { from: 0n, take, signal: done.signal });
  done.abort();
  await followed;
  await follow(await filled(1), { from: 0n, take, signal: done.signal });
});
