import { expect, test } from "vitest";
import { withinPrice } from "#allocator/filters/within-price.ts";
import { aCandidate, aDemand, now } from "#allocator/testing/market.ts";

test.each([
  ["no ceiling", undefined, true],
  ["a ceiling above it", { amount: "4", currency: "EUR" }, true],
  ["a ceiling equal to it, written otherwise", { amount: "3.60", currency: "EUR" }, true],
  ["a ceiling a billionth below it", { amount: "3.599999999", currency: "EUR" }, "too-expensive"],
  // As numbers in text order, "10" would come before "3.6".
  ["a ceiling with more digits", { amount: "10", currency: "EUR" }, true],
  ["a ceiling in another currency", { amount: "400", currency: "USD" }, "other-currency"],
] as const)("3.6 EUR an hour against %s", (_, ceiling, expected) => {
  const demand = aDemand(ceiling === undefined ? {} : { max_price: ceiling });
  expect(withinPrice(demand, aCandidate(), now)).toBe(expected);
});
