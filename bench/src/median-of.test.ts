import { expect, test } from "vitest";
import { medianOf, medians, ratio } from "./median-of.ts";

const row = (name: string, size: number, perSecond: number) => ({
  ...{ name, size, perSecond },
  ...{ p50Ms: 1, p99Ms: perSecond / 10, rssMiB: 90 },
});

test.each([
  [[3], 3],
  [[9, 1, 2], 2],
  [[4, 1, 2, 100], 3],
])("the middle of %j is %d", (values, middle) => {
  expect(medianOf(values)).toBe(middle);
});

test("rows of one name and size become one, each figure by itself", () => {
  const rows = [row("port", 1, 30), row("limit", 1, 70), row("port", 1, 10), row("port", 1, 20)];
  expect(medians([...rows, row("port", 16, 5)])).toEqual([
    { ...row("port", 1, 20), p99Ms: 2 },
    row("limit", 1, 70),
    row("port", 16, 5),
  ]);
});

test("a ratio is of two rows, and fails when one was not measured", () => {
  const rows = [row("port", 128, 30), row("limit", 1, 70)];
  const limit = { name: "limit", size: 1 };
  expect(ratio(rows, { name: "port", size: 128 }, limit)).toBe(0.429);
  expect(() => ratio(rows, { name: "port", size: 16 }, limit)).toThrow(
    "port was not measured at 16",
  );
});
