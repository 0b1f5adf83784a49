import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, test } from "vitest";
import { canonical } from "./canonical.ts";

test("keys are sorted at every depth, and there are no spaces", () => {
  assert.equal(
    canonical({ b: [{ d: 1, c: "x" }], a: { z: null, y: true } }),
    '{"a":{"y":true,"z":null},"b":[{"c":"x","d":1}]}',
  );
});

test("a key without a value is left out", () => {
  assert.equal(canonical({ a: undefined, b: 1 }), '{"b":1}');
});

test("the order of a list is kept", () => {
  assert.equal(canonical([2, 1]), "[2,1]");
});

test.each([[1.5], [Number.NaN], [2 ** 53], [10n], [undefined], [() => 1]])(
  "%s has no canonical text",
  (value) => {
    assert.throws(() => canonical(value), /has no canonical text/);
    assert.throws(() => canonical([value]), /has no canonical text/);
  },
);

describe("of any value", () => {
  const anything = fc.object({ values: [fc.string(), fc.boolean(), fc.constant(null), fc.nat()] });

  test("JSON reads it back", () => {
    fc.assert(
      fc.property(anything, (value) => {
        assert.deepEqual(JSON.parse(canonical(value)), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("the order in which keys were written changes nothing", () => {
    fc.assert(
      fc.property(anything, (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        assert.equal(canonical(reversed), canonical(value));
      }),
    );
  });
});
