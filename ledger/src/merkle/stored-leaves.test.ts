import { leafText } from "@partita/schemas/log/leaf-text.ts";
import { expect, test } from "vitest";
import { storedLeaves } from "#ledger/merkle/stored-leaves.ts";
import type { Recorded } from "#ledger/store/store.ts";
import { merkleHouse } from "#ledger/testing/merkle-house.ts";

test("what is stored is read as the leaves that it makes", async () => {
  const house = merkleHouse();
  await house.append(600);
  await house.grow();
  const all = (await house.store.readAll(0n, 1000)).map((recorded) => ({
    position: recorded.position,
    leaf: leafText(recorded),
  }));
  for (const [from, count] of [
    [0, 256],
    [256, 256],
    [512, 88],
    [5, 1],
  ] as const)
    expect(await Array.fromAsync(storedLeaves(house, from, count))).toEqual(
      all.slice(from, from + count),
    );
});

test("what was dropped or put in between since is not hidden", async () => {
  const house = merkleHouse();
  await house.append(10);
  await house.grow();
  const leaves = async (change: (log: Recorded[]) => Recorded[]) => {
    const log = change([...(await house.store.readAll(0n, 10))]);
    const readAll = async (after: bigint, limit: number) =>
      log.filter(({ position }) => position > after).slice(0, limit);
    const store = { ...house.store, readAll };
    const read = await Array.fromAsync(storedLeaves({ ...house, store }, 2, 3));
    return read.map(({ position }) => Number(position));
  };
  expect(await leaves((log) => log)).toEqual([3, 4, 5]);
  expect(await leaves((log) => log.toSpliced(3, 1))).toEqual([3, 5]);
  const doubled = (log: Recorded[]) => log.toSpliced(3, 0, log[3] as Recorded);
  expect(await leaves(doubled)).toEqual([3, 4, 4, 5]);
});

test("leaves that the tree does not have are not read", async () => {
  const house = merkleHouse();
  await house.append(2);
  await house.grow();
  const reading = Array.fromAsync(storedLeaves(house, 1, 2));
  await expect(reading).rejects.toThrow("has not all 2 leaves from 1");
});
