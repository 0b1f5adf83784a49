import { expect, test } from "vitest";
import { offerValidNow } from "#allocator/filters/offer-valid-now.ts";
import { aCandidate, aDemand, now } from "#allocator/testing/market.ts";

test.each([
  ["begun long ago, without an end", { validFrom: "2026-01-01T00:00:00.000Z" }, true],
  ["begins at this instant", { validFrom: now }, true],
  ["begins a millisecond later", { validFrom: "2026-01-01T12:00:00.001Z" }, "offer-not-valid-now"],
  ["ends a millisecond later", { validUntil: "2026-01-01T12:00:00.001Z" }, true],
  ["ends at this instant", { validUntil: now }, "offer-not-valid-now"],
] as const)("an offer that %s", (_, offer, expected) => {
  expect(offerValidNow(aDemand(), aCandidate(offer), now)).toBe(expected);
});
