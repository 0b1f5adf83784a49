import assert from "node:assert/strict";
import { Check } from "typebox/value";
import { test } from "vitest";
import { Conditions } from "./conditions.ts";

const price = { amount: "4", currency: "EUR" };

test.each([
  {},
  { region: "europe" },
  { computer_guid: "COMP-1" },
  { region: "asia/japan", max_price: price },
])("%j may be demanded", (conditions) => {
  assert.ok(Check(Conditions, conditions));
});

test.each([
  { region: "atlantis" },
  { regoin: "europe" },
  { max_price: 3.6 },
  { max_price: "4" },
  { max_price: { amount: 3.6, currency: "EUR" } },
  { max_price: { amount: "-1", currency: "EUR" } },
  { max_price: { amount: "4", currency: "GBR" } },
  { max_price: { amount: "4" } },
  { max_price: { ...price, per: "hour" } },
  { computer_guid: "../COMP-1" },
])("%j may not, and is refused rather than ignored", (conditions) => {
  assert.ok(!Check(Conditions, conditions));
});
