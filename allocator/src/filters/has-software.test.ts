import { expect, test } from "vitest";
import { hasSoftware } from "#allocator/filters/has-software.ts";
import { aCandidate, aDemand, guestbook, now } from "#allocator/testing/market.ts";

test.each([
  ["this release among others", { software: ["https://other.example/", guestbook] }, true],
  ["another release only", { software: ["https://other.example/"] }, "software-not-supplied"],
  ["nothing", { software: [] }, "software-not-supplied"],
] as const)("a computer supplied with %s", (_, computer, expected) => {
  expect(
    hasSoftware(aDemand(), aCandidate({}, { ...computer, software: [...computer.software] }), now),
  ).toBe(expected);
});
