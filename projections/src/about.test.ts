import assert from "node:assert/strict";
import { test } from "vitest";
import { computerOf, keyOf } from "#projections/about.ts";

test("a movement of a computer's stream is about that computer", () =>
  assert.equal(computerOf({ stream: "computer-my-COMP-1" }), "my-COMP-1"));

test("keys of several words stand in the order of their words", () => {
  const keys = [keyOf("A", "z"), keyOf("A-1", "a"), keyOf("A.1", "a"), keyOf("A1", "a")];
  assert.deepEqual(keys.toReversed().sort(), keys);
});
