import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { waitingLine } from "#ledger/adapters/postgres/waiting-line.ts";
import { wishOf } from "#ledger/adapters/postgres/wish.ts";

const wide = {
  waitingAppendsMax: 100,
  waitingBytesMax: 100_000,
  batchMovementsMax: 100,
  batchBytesMax: 100_000,
};

/** An append to a stream, named after its command. */
function waits(streamId: string, command: string, count = 1) {
  const movements = Array.from({ length: count }, (_, index) =>
    a("capacity-set", { id: `${command}/${index}` }),
  );
  return { wish: wishOf({ category: "computer", streamId, expected: 0, movements }) };
}

const bytesOfOne = waits("one", "first").wish.bytes;

/** The commands of each batch until nobody waits. */
function batches(waiting: readonly ReturnType<typeof waits>[], limits = wide) {
  const line = waitingLine(limits);
  for (const one of waiting) line.enter(one);
  const found: string[][] = [];
  for (let next = line.next(); next.length > 0; next = line.next())
    found.push(next.map(({ wish }) => wish.command));
  return found;
}

test("all who wait go together", () => {
  expect(batches([waits("one", "a"), waits("two", "b"), waits("three", "c")])).toEqual([
    ["a", "b", "c"],
  ]);
});

test("no stream comes twice in a batch, and in a stream the first comes first", () => {
  const waiting = [waits("one", "a"), waits("one", "b"), waits("two", "c"), waits("one", "d")];
  expect(batches(waiting)).toEqual([["a", "c"], ["b"], ["d"]]);
});

test("no command comes twice in a batch, nor is it overtaken in its stream", () => {
  const waiting = [waits("one", "a"), waits("two", "a"), waits("two", "b"), waits("three", "c")];
  expect(batches(waiting)).toEqual([["a", "c"], ["a"], ["b"]]);
});

test("a batch holds so many movements, unless one append alone holds more", () => {
  const waiting = [
    waits("one", "a", 2),
    waits("two", "b", 5),
    waits("three", "c"),
    waits("4", "d"),
  ];
  expect(batches(waiting, { ...wide, batchMovementsMax: 3 })).toEqual([["a"], ["b"], ["c", "d"]]);
});

test("a batch holds so many bytes", () => {
  const waiting = [waits("one", "a"), waits("two", "b"), waits("three", "c")];
  const limits = { ...wide, batchBytesMax: bytesOfOne * 2 };
  expect(batches(waiting, limits)).toEqual([["a", "b"], ["c"]]);
});

test.each([
  ["appends", { ...wide, waitingAppendsMax: 2 }],
  ["bytes", { ...wide, waitingBytesMax: bytesOfOne * 2 }],
])("only so many %s may wait, and who left makes room", (_, limits) => {
  const line = waitingLine(limits);
  line.enter(waits("one", "a"));
  line.enter(waits("two", "b"));
  expect(() => line.enter(waits("three", "c"))).toThrow("2 appends");
  expect(line.next()).toHaveLength(2);
  line.enter(waits("three", "c"));
  expect(line.next()).toHaveLength(1);
});
