import { expect, test } from "vitest";
import { offersThisSoftware } from "#allocator/filters/offers-this-software.ts";
import { aCandidate, aDemand, guestbook, now } from "#allocator/testing/market.ts";

test.each([
  ["bare partitions", {}, true],
  ["the release asked for", { softwareRelease: guestbook }, true],
  ["another release", { softwareRelease: `${guestbook}?2` }, "other-software"],
] as const)("an offer of %s", (_, offer, expected) => {
  expect(offersThisSoftware(aDemand(), aCandidate(offer), now)).toBe(expected);
});
