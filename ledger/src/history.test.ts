import assert from "node:assert/strict";
import { test } from "vitest";
import { type History, recalled, remembered } from "./history.ts";

test("a history is recalled from the latest to the first", () => {
  const first = remembered(undefined, "first");
  const both = remembered(first, "second");
  assert.deepEqual([...recalled(both)], ["second", "first"]);
  assert.deepEqual([...recalled(first)], ["first"]);
});

test("a history of a hundred thousand facts is recalled without a deep stack", () => {
  let history: History<number>;
  for (let fact = 0; fact < 100_000; fact++) history = remembered(history, fact);
  assert.equal([...recalled(history)].length, 100_000);
});
