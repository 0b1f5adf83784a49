import { expect, test } from "vitest";
import { tableOf } from "./table-of.ts";

test("names stand left, numbers right", () => {
  const row = { name: "port", size: 128, perSecond: 7000, p50Ms: 1.5, p99Ms: 20, rssMiB: 90 };
  expect(tableOf([row, { ...row, name: "limit", size: 2 }])).toBe(
    [
      "name   size  perSecond  p50Ms  p99Ms  rssMiB",
      "port    128       7000    1.5     20      90",
      "limit     2       7000    1.5     20      90",
    ].join("\n"),
  );
});
