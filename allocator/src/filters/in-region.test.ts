import { expect, test } from "vitest";
import { inRegion } from "#allocator/filters/in-region.ts";
import { aCandidate, aDemand } from "#allocator/testing/market.ts";

test.each([
  [undefined, "europe/france", true],
  ["europe", "europe/france", true],
  ["europe/france", "europe/france", true],
  ["europe/france", "europe", "wrong-region"],
  ["asia", "europe/france", "wrong-region"],
  ["europe", undefined, "wrong-region"],
] as const)("asked for %s, a computer in %s", (asked, stands, expected) => {
  const demand = aDemand(asked === undefined ? {} : { region: asked });
  const { region: _, ...nowhere } = aCandidate().computer;
  const computer = stands === undefined ? nowhere : { ...nowhere, region: stands };
  expect(inRegion(demand, { computer })).toBe(expected);
});
