import assert from "node:assert/strict";
import { Check } from "typebox/value";
import { test } from "vitest";
import { fractionDigitsMax } from "./decimal.ts";
import {
  currencyIds,
  currencyScale,
  isUsageResource,
  ResourceId,
  resources,
  usageResourceIds,
} from "./resource.ts";

test("every resource has a unit, and a scale that a quantity can carry", () => {
  for (const [id, { unit, scale }] of Object.entries(resources)) {
    assert.ok(Check(ResourceId, id) && unit.length > 0);
    assert.ok(Number.isInteger(scale) && scale >= 0 && scale <= fractionDigitsMax);
  }
});

test("usage resources and currencies are resources", () => {
  for (const id of [...usageResourceIds, ...currencyIds]) assert.ok(id in resources);
});

test.each(["cpu-hour", "toString", "", "CPU-second"])("%s is no resource", (id) => {
  assert.ok(!Check(ResourceId, id));
  assert.ok(!isUsageResource(id));
});

test("money and hosting are no usage: agents do not report them", () => {
  assert.deepEqual(["cpu-second", "EUR", "software-hosting"].map(isUsageResource), [
    true,
    false,
    false,
  ]);
});

test("a currency has the decimals of its smallest coin", () => {
  assert.deepEqual(currencyIds.map(currencyScale), [2, 2, 0]);
});
