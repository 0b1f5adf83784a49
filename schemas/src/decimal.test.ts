import assert from "node:assert/strict";
import fc from "fast-check";
import { Check } from "typebox/value";
import { describe, test } from "vitest";
import {
  compareDecimals,
  cut,
  minus,
  negated,
  Price,
  plus,
  Quantity,
  ratio,
  rounded,
  SignedQuantity,
  times,
} from "./decimal.ts";

/** A decimal with at most 18 digits before and after the point, and its value in 10^-18. */
const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 36n - 1n }))
  .map(([negative, digits]) => {
    const text = String(digits).padStart(19, "0");
    const sign = negative && digits > 0n ? "-" : "";
    const written = `${sign}${text.slice(0, -18)}.${text.slice(-18)}`;
    return { text: plus("0", written), value: negative ? -digits : digits };
  });
const one = 10n ** 18n;

describe("arithmetic is exact", () => {
  test("where floats are not", () => {
    assert.equal(plus("0.1", "0.2"), "0.3");
    assert.equal(times("1.005", "100"), "100.5");
    assert.equal(minus("0.3", "0.1"), "0.2");
  });

  test("for any two numbers, as whole numbers of 10^-18 say", () => {
    fc.assert(
      fc.property(decimal, decimal, (left, right) => {
        const scaled = (text: string) => BigInt(times(text, String(one)));
        assert.equal(scaled(plus(left.text, right.text)), left.value + right.value);
        assert.equal(scaled(minus(left.text, right.text)), left.value - right.value);
        assert.equal(scaled(negated(left.text)), -left.value);
        const product = times(times(left.text, right.text), String(one * one));
        assert.equal(BigInt(product), left.value * right.value);
        const order = left.value < right.value ? -1 : Number(left.value > right.value);
        assert.equal(compareDecimals(left.text, right.text), order);
      }),
    );
  });

  test("is never written with an exponent, nor as minus zero", () => {
    assert.equal(times("0.000000001", "0.000000001"), "0.000000000000000001");
    assert.equal(times("1000000000000", "1000000000000"), "1000000000000000000000000");
    assert.equal(negated("0"), "0");
    assert.equal(minus("1.50", "1.5"), "0");
  });

  test("of nothing is zero", () => {
    assert.equal(plus(), "0");
  });
});

describe("rounding", () => {
  test.each([
    ["1.005", 2, "1.01"],
    ["1.0049", 2, "1.00"],
    ["2.5", 0, "3"],
    ["-2.5", 0, "-3"],
    ["-0.004", 2, "0.00"],
    ["7", 2, "7.00"],
  ])("%s to %i decimals is %s", (value, scale, text) => {
    assert.equal(rounded(value, scale), text);
  });

  test.each([
    ["1.009", 2, "1.00"],
    ["1.999999", 0, "1"],
    ["7", 2, "7.00"],
  ])("%s cut to %i decimals is %s", (value, scale, text) => {
    assert.equal(cut(value, scale), text);
  });

  test.each([
    ["1", "3", 5, "0.33333"],
    ["2", "3", 5, "0.66667"],
    ["3600000", "3600000", 9, "1.000000000"],
    ["1", "8", 2, "0.13"],
  ])("%s / %s to %i decimals is %s", (numerator, denominator, scale, text) => {
    assert.equal(ratio(numerator, denominator, scale), text);
  });

  test("a ratio to zero is a fault", () => {
    assert.throws(() => ratio("1", "0", 2));
  });
});

describe("texts of numbers", () => {
  const all = ["0", "0.5", "1", "42.50", "999999999999", "0.000000001"];
  test.each(all)("%s is a quantity and a price", (text) => {
    assert.ok(Check(Quantity, text) && Check(Price, text) && Check(SignedQuantity, text));
  });

  test.each(["", "01", "1.", ".5", "1e3", "+1", "1,5", " 1", "NaN", "-", 1, 3.6, null])(
    "%j is none",
    (value) => {
      assert.ok(!(Check(Quantity, value) || Check(Price, value) || Check(SignedQuantity, value)));
    },
  );

  test("only a signed quantity may be negative", () => {
    assert.deepEqual(
      [Quantity, Price, SignedQuantity].map((schema) => Check(schema, "-1")),
      [false, false, true],
    );
  });

  test.each([
    [Quantity, 18, 18],
    [SignedQuantity, 18, 18],
    [Price, 12, 9],
  ])("of schema %# have at most %2$i digits before the point", (schema, whole, fraction) => {
    const longest = `${"9".repeat(whole)}.${"9".repeat(fraction)}`;
    assert.ok(Check(schema, longest));
    assert.ok(!Check(schema, `9${longest}`) && !Check(schema, `${longest}9`));
  });
});
