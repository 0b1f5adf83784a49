import { expect, test } from "vitest";
import { isNamedComputer } from "#allocator/filters/is-named-computer.ts";
import { aCandidate, aDemand } from "#allocator/testing/market.ts";

test.each([
  ["none", {}, true],
  ["this one", { computer_guid: "COMP-1" }, true],
  ["another", { computer_guid: "COMP-2" }, "other-computer"],
] as const)("a request that names %s", (_, conditions, expected) => {
  expect(isNamedComputer(aDemand(conditions), aCandidate())).toBe(expected);
});
