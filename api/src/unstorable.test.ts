import { expect, test } from "vitest";
import { nestingMax } from "#api/limits.ts";
import { unstorable } from "#api/unstorable.ts";

const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));

test.each([
  ["a NUL in a text", { message: "a\0b" }, "/message"],
  ["a NUL in a name", { parameters: { "a\0": "x" } }, "/parameters"],
  ["a lone surrogate", { titles: ["fine", "\ud83d"] }, "/titles/1"],
  ["one level too many", nested(nestingMax + 1), "/0".repeat(nestingMax)],
  ["a hundred thousand levels", nested(100_000), "/0".repeat(nestingMax)],
])("%s is found", (_, value, path) => {
  expect(unstorable(value)?.path).toBe(path);
});

test.each([
  ["text of every plane", "é, 日本, 😀, \u0001"],
  ["numbers, null, booleans", [1, null, true]],
  ["the deepest nesting allowed", nested(nestingMax)],
])("%s can be stored", (_, value) => {
  expect(unstorable(value)).toBeUndefined();
});
