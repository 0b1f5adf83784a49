import { expect, test } from "vitest";
import { isNotLost } from "#allocator/filters/is-not-lost.ts";
import { aCandidate, aDemand } from "#allocator/testing/market.ts";

test.each([
  ["is there", {}, true],
  ["was declared lost", { lost: true }, "computer-lost"],
] as const)("a computer that %s", (_, computer, expected) => {
  expect(isNotLost(aDemand(), aCandidate({}, computer))).toBe(expected);
});
