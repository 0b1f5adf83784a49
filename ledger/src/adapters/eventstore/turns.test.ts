import { expect, test } from "vitest";
import { turns } from "#ledger/adapters/eventstore/turns.ts";
import { StoreOverloaded } from "#ledger/store/store.ts";

const limits = { appendsUnderWayMax: 2, waitingAppendsMax: 3, waitingBytesMax: 100 };

/** Tasks that end when they are told to, and note when they begin. */
function tasks() {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const task = (name: number) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  return { begun, ends, task };
}

test("so many are under way, the others follow in the order they came", async () => {
  const { begun, ends, task } = tasks();
  const inTurn = turns(limits);
  const all = [1, 2, 3, 4, 5].map((name) => inTurn(10, task(name)));
  await Promise.resolve();
  expect(begun).toEqual([1, 2]);
  for (const expected of [
    [1, 2, 3],
    [1, 2, 3, 4],
    [1, 2, 3, 4, 5],
  ]) {
    ends.shift()?.();
    await new Promise(setImmediate);
    expect(begun).toEqual(expected);
  }
  for (const end of ends) end();
  await Promise.all(all);
});

test.each([
  ["appends", [1, 1, 1, 1], "3 appends of 3 bytes wait"],
  ["bytes", [60, 60], "1 appends of 60 bytes wait"],
])("one who would wait behind too many %s is turned away", async (_, sizes, says) => {
  const { ends, task } = tasks();
  const inTurn = turns(limits);
  const waiting = [1, 1, ...sizes.slice(0, -1)].map((bytes) => inTurn(bytes, task(0)));
  const last = inTurn(sizes.at(-1) ?? 0, task(0));
  await expect(last).rejects.toThrow(StoreOverloaded);
  await expect(last).rejects.toThrow(says);
  const done = Promise.all(waiting);
  while (ends.length > 0) {
    ends.shift()?.();
    await new Promise(setImmediate);
  }
  await done;
});

test("a task that fails gives its place to the next", async () => {
  const inTurn = turns({ ...limits, appendsUnderWayMax: 1 });
  const failed = inTurn(1, () => Promise.reject(new Error("failed")));
  const next = inTurn(1, async () => "done");
  await expect(failed).rejects.toThrow("failed");
  expect(await next).toBe("done");
});
