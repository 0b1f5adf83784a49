import { expect, test } from "vitest";
import { floatText, pythonRepr, pythonText } from "#schemas/slap/python-text.ts";
import { type SlapValue, tuple } from "#schemas/slap/slap-value.ts";

const float = (value: number): SlapValue => ({ type: "float", value });

// What Python 3 answers to repr().
test.each<[SlapValue, string]>([
  [null, "None"],
  [true, "True"],
  [7, "7"],
  [10n ** 30n, "1000000000000000000000000000000"],
  [float(7), "7.0"],
  ["it's", '"it\'s"'],
  ['it\'s "x"', "'it\\'s \"x\"'"],
  ["a\\b\n\t\u0001é\u00a0\u200b", "'a\\\\b\\n\\t\\x01é\\xa0\\u200b'"],
  [tuple(1), "(1,)"],
  [tuple(), "()"],
  [[1, "a", null], "[1, 'a', None]"],
  [new Set(), "set()"],
  [new Set([1, 2]), "{1, 2}"],
  [new Map<SlapValue, SlapValue>([["a", new Map([["b", 1]])]]), "{'a': {'b': 1}}"],
])("a value as Python shows it: %#", (value, text) => {
  expect(pythonRepr(value)).toBe(text);
});

test("as a text of its own a text has no quotes", () => {
  expect(pythonText("it's")).toBe("it's");
  expect(pythonText(["it's"])).toBe('["it\'s"]');
});

test.each([
  [0.1, "0.1"],
  [1e16, "1e+16"],
  [1e15, "1000000000000000.0"],
  [1.5e300, "1.5e+300"],
  [0.0001, "0.0001"],
  [0.00001, "1e-05"],
  [-0, "-0.0"],
  [Number.NaN, "nan"],
  [Number.POSITIVE_INFINITY, "inf"],
  [Number.NEGATIVE_INFINITY, "-inf"],
])("the float %d is %s", (value, text) => {
  expect(floatText(value)).toBe(text);
});
