import assert from "node:assert/strict";
import fc from "fast-check";
import { test } from "vitest";
import { plus, times } from "#schemas/decimal.ts";
import { readQuantity } from "./read-quantity.ts";

test.each([
  ["42.5", "42.5"],
  ["42.500", "42.5"],
  ["0042", "42"],
  ["+1", "1"],
  [".5", "0.5"],
  ["5.", "5"],
  ["1.5e-3", "0.0015"],
  ["1.5E3", "1500"],
  ["12e0", "12"],
  ["123.456e-5", "0.001235"],
  ["0e30", "0"],
  ["1e-30", "0"],
  ["0.0000005", "0.000001"],
  ["0.00000049", "0"],
  ["999999999999999999", "999999999999999999"],
])("%s is %s to six decimals", (text, quantity) => {
  assert.equal(readQuantity(text, 6), quantity);
});

test.each([
  "",
  ".",
  "e3",
  "-1",
  "-0",
  "INF",
  "NaN",
  "Infinity",
  "many",
  "1,5",
  "1 2",
  "0x10",
  "1_000",
  "٣",
  "1e31",
  "1e-31",
  "1e999999999",
  "1000000000000000000",
  "999999999999999999.9999999",
  "1".repeat(41),
])("%s is no number", (text) => {
  assert.equal(readQuantity(text, 6), undefined);
});

test("an exponent moves the point and nothing else", () => {
  const digits = fc.bigInt({ min: 0n, max: 10n ** 12n });
  fc.assert(
    fc.property(digits, fc.integer({ min: -12, max: 5 }), (whole, exponent) => {
      const power = exponent < 0 ? `0.${"1".padStart(-exponent, "0")}` : `1${"0".repeat(exponent)}`;
      assert.equal(readQuantity(`${whole}e${exponent}`, 12), plus(times(`${whole}`, power)));
    }),
  );
});
