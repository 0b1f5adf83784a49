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

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [10n], [undefined], [() => 1]])(
  "%s has no canonical text",
  (value) => {
    assert.throws(() => canonical(value), /has no canonical text/);
    assert.throws(() => canonical([value]), /has no canonical text/);
  },
);

describe("the examples of RFC 8785", () => {
  test("values: section 3.2.2", () => {
    // biome-ignore lint/correctness/noPrecisionLoss: the example of the RFC, which is about that.
    const numbers = [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001];
    const string = "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/";
    const text =
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';
    assert.equal(canonical({ numbers, string, literals: [null, true, false] }), text);
  });

  test("keys by UTF-16 code unit: section 3.2.3", () => {
    const names = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    const read = Object.values(JSON.parse(`[${canonical(names).slice(1, -1).replace(/:/g, ",")}]`));
    assert.deepEqual(
      read.filter((_, index) => index % 2 === 0),
      ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"],
    );
  });

  test.each([
    [-0, "0"],
    [5e-324, "5e-324"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
    [9007199254740992, "9007199254740992"],
    [295147905179352830000, "295147905179352830000"],
    [9.999999999999997e22, "9.999999999999997e+22"],
    [1e23, "1e+23"],
    [999999999999999900000, "999999999999999900000"],
    [1e21, "1e+21"],
    [9.999999999999997e-7, "9.999999999999997e-7"],
    [0.000001, "0.000001"],
    [333333333.3333332, "333333333.3333332"],
    [-0.0000033333333333333333, "-0.0000033333333333333333"],
  ])("numbers, appendix B: %d", (value, text) => {
    assert.equal(canonical(value), text);
  });
});

test("numbers as keys are sorted as text, and __proto__ is a key like others", () => {
  const value: unknown = JSON.parse('{"10":1,"9":2,"!":3,"__proto__":4}');
  assert.equal(canonical(value), '{"!":3,"10":1,"9":2,"__proto__":4}');
});

test("characters are escaped as JSON.stringify does, alone and together", () => {
  for (let code = 0; code <= 0xffff; code++) {
    const character = String.fromCharCode(code);
    assert.equal(canonical(character), JSON.stringify(character));
  }
});

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
