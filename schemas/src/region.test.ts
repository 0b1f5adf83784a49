import assert from "node:assert/strict";
import { Check } from "typebox/value";
import { test } from "vitest";
import { isWithin, Region, regions } from "./region.ts";

test.each(["europe", "europe/france", "asia/japan"])("%s is a region", (region) => {
  assert.ok(Check(Region, region));
});

test.each(["", "Europe", "europe/", "europe/paris", "france", "europe/france/paris"])(
  "%s is none, and is refused rather than never matching",
  (region) => {
    assert.ok(!Check(Region, region));
  },
);

test("no region is listed twice, and each country has its continent in the list", () => {
  assert.equal(new Set(regions).size, regions.length);
  for (const region of regions) assert.ok(regions.includes(region.split("/")[0] ?? ""));
});

test.each([
  ["europe/france", "europe", true],
  ["europe", "europe", true],
  ["europe/france", "europe/france", true],
  ["europe", "europe/france", false],
  ["europe/france", "asia", false],
  ["europe/france", "europe/fr", false],
])("%s is within %s: %s", (inner, outer, expected) => {
  assert.equal(isWithin(inner, outer), expected);
});
