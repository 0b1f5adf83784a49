import { expect, test } from "vitest";
import { hasFreePartition } from "#allocator/filters/has-free-partition.ts";
import { aCandidate, aDemand, now } from "#allocator/testing/market.ts";

test.each([
  ["one free partition", { free: ["slappart1"], occupied: ["slappart0"] }, true],
  ["none free", { free: [], occupied: ["slappart0"] }, "computer-full"],
  ["none at all", { free: [], occupied: [] }, "computer-full"],
])("a computer with %s", (_, computer, expected) => {
  expect(hasFreePartition(aDemand(), aCandidate({}, computer), now)).toBe(expected);
});
