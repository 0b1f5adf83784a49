import { expect, test } from "vitest";
import { naturalOrder } from "#ledger/computer/natural-order.ts";

test("numbers within names are counted, not spelled", () => {
  const names = ["slappart10", "slappart2", "slappart0"];
  expect(names.toSorted(naturalOrder)).toEqual(["slappart0", "slappart2", "slappart10"]);
});

test("names that count alike have one order, whichever comes first", () => {
  expect(["a2", "a02"].toSorted(naturalOrder)).toEqual(["a2", "a02"].reverse());
  expect(["a02", "a2"].toSorted(naturalOrder)).toEqual(["a02", "a2"]);
  expect(naturalOrder("a2", "a2")).toBe(0);
});
