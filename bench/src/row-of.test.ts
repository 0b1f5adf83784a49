import { expect, test } from "vitest";
import { rowOf } from "./row-of.ts";

const measured = { name: "append", size: 4, rssMiB: 100 };

test("a row has the middle and the worst but one in a hundred, in hundredths", () => {
  const times = Array.from({ length: 201 }, (_, index) => 200 - index + 0.123);
  expect(rowOf({ ...measured, count: 1000, seconds: 2, times })).toEqual({
    ...{ name: "append", size: 4, perSecond: 500, p50Ms: 100.12, p99Ms: 198.12, rssMiB: 100 },
  });
});

test("what comes seldom is told with a decimal, and what never came with nothing", () => {
  const few = rowOf({ ...measured, count: 31, seconds: 2, times: [] });
  expect([few.perSecond, few.p50Ms]).toEqual([15.5, 0]);
});
