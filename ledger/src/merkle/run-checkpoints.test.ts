import { expect, test } from "vitest";
import { checkpointMilliseconds, runCheckpoints } from "#ledger/merkle/run-checkpoints.ts";
import { merkleHouse } from "#ledger/testing/merkle-house.ts";

test("what has grown since is signed, at most once in an interval", async () => {
  const { log, append, grow } = merkleHouse();
  const ending = new AbortController();
  const slept: number[] = [];
  const sleep = async (milliseconds: number) => {
    slept.push(milliseconds);
    if (slept.length === 2) await append(3).then(grow);
    if (slept.length === 5) ending.abort();
  };
  await append(2);
  await grow();
  await runCheckpoints({ log, sleep, signal: ending.signal });
  expect((await log.checkpoints(-1, 10)).map(({ size }) => size)).toEqual([2, 5]);
  expect(new Set(slept)).toEqual(new Set([checkpointMilliseconds]));
});
