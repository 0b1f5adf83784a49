import assert from "node:assert/strict";
import { Check } from "typebox/value";
import { test } from "vitest";
import { Prices } from "./prices.ts";
import { usageResourceIds } from "./resource.ts";

const prices = {
  currency: "EUR",
  hourly: "3.6",
  usage: { "cpu-second": "0.01", "memory-gib-hour": "0.02", "disk-gib-hour": "0.001" },
};

test("prices are exact texts, in one currency", () => {
  assert.ok(Check(Prices, prices));
});

test.each([
  ["a float", { hourly: 3.6 }],
  ["a negative price", { hourly: "-1" }],
  ["a tenth decimal", { hourly: "0.0000000001" }],
  ["an unknown currency", { currency: "GBR" }],
  ["a price for what is no usage resource", { usage: { ...prices.usage, "cpu-hour": "1" } }],
  ["a name that nobody knows", { monthly: "42" }],
])("%s is refused", (_, changes) => {
  assert.ok(!Check(Prices, { ...prices, ...changes }));
});

test.each([...usageResourceIds])("%s must have a price, since nothing is free by mistake", (id) => {
  const { [id]: _, ...usage } = prices.usage;
  assert.ok(!Check(Prices, { ...prices, usage }));
});
