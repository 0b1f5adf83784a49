import { expect, test } from "vitest";
import { isSellersOwn } from "#allocator/filters/is-sellers-own.ts";
import { aCandidate, aDemand, now } from "#allocator/testing/market.ts";

test.each([
  ["organisation:hoster", true],
  ["organisation:stranger", "not-sellers-computer"],
] as const)("a computer of organisation:hoster offered by %s", (seller, expected) => {
  expect(isSellersOwn(aDemand(), aCandidate({ seller }), now)).toBe(expected);
});
