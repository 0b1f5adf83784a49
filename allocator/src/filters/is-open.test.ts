import { AllocationScope } from "@partita/schemas";
import { expect, test } from "vitest";
import { isOpen } from "#allocator/filters/is-open.ts";
import { aCandidate, aDemand, now } from "#allocator/testing/market.ts";

test("a computer whose scope nobody set takes instances", () => {
  expect(isOpen(aDemand(), aCandidate(), now)).toBe(true);
});

test.each(AllocationScope.enum)("a computer that is %s", (scope) => {
  const expected = scope === "open" ? true : "computer-closed";
  expect(isOpen(aDemand(), aCandidate({}, { scope }), now)).toBe(expected);
});
