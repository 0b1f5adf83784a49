import assert from "node:assert/strict";
import { instantOf, plus, times } from "@partita/schemas";
import fc from "fast-check";
import { test } from "vitest";
import { amountOf, amountOfHosting, decimalOf, partsPerUnit } from "./exact.ts";

const decimal = (integers: number, decimals: number) =>
  fc
    .tuple(
      fc.bigInt({ min: 0n, max: 10n ** BigInt(integers) - 1n }),
      fc.bigInt({ min: 0n, max: 10n ** BigInt(decimals) - 1n }),
    )
    // Adding to zero drops the zeros at the end.
    .map(([whole, part]) => plus("0", `${whole}.${String(part).padStart(decimals, "0")}`));
const price = decimal(12, 9);

test("usage costs exactly quantity × price", () => {
  fc.assert(
    fc.property(decimal(18, 18), price, (quantity, unitPrice) => {
      const product = times(times(quantity, unitPrice), String(partsPerUnit));
      assert.equal(String(amountOf(quantity, unitPrice)), product);
    }),
  );
});

test("hosting costs exactly its milliseconds × the price per hour, in 3,600,000ths", () => {
  fc.assert(
    fc.property(fc.nat({ max: 1e12 }), price, (milliseconds, hourly) => {
      const period = { startsAt: instantOf(5), stopsAt: instantOf(5 + milliseconds) };
      const product = times(times(String(milliseconds), hourly), String(partsPerUnit));
      assert.equal(times(String(amountOfHosting(period, hourly)), "3600000"), product);
    }),
  );
});

test("a third of an hour is exact, three of them are an hour", () => {
  const twentyMinutes = { startsAt: instantOf(0), stopsAt: instantOf(1_200_000) };
  assert.equal(3n * amountOfHosting(twentyMinutes, "0.1"), partsPerUnit / 10n);
});

test("more decimals than a quantity may have are a fault, never cut", () => {
  assert.throws(() => amountOf(`0.${"1".repeat(19)}`, "1"), /more than 18 decimals/);
});

test.each([
  [0n, 2, "0.00"],
  [5n, 2, "0.05"],
  [350n, 2, "3.50"],
  [123456n, 2, "1234.56"],
  [7n, 0, "7"],
])("%s coins at scale %s are %s", (coins, scale, text) => {
  assert.equal(decimalOf(coins, scale), text);
});
