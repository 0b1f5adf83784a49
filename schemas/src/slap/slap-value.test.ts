import { expect, test } from "vitest";
import { dictionary, isDictionary, isList, tuple } from "#schemas/slap/slap-value.ts";

test("a tuple is no list, and a dictionary neither", () => {
  expect([tuple(1, 2), [1, 2], dictionary({ a: 1 })].map(isList)).toEqual([false, true, false]);
  expect([tuple(1, 2), [1, 2], dictionary({ a: 1 })].map(isDictionary)).toEqual([
    ...[false, false, true],
  ]);
});
