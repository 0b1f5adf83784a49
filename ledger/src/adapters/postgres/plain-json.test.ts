import fc from "fast-check";
import { expect, test } from "vitest";
import { isPlainJson } from "#ledger/adapters/postgres/plain-json.ts";

const again = (value: unknown) => JSON.parse(JSON.stringify(value));

test("what is plain comes back from its text as it is", () => {
  fc.assert(
    fc.property(fc.anything({ withDate: true, withSparseArray: true }), (value) => {
      if (isPlainJson(value)) expect(again(value)).toStrictEqual(value);
    }),
  );
});

test("whatever JSON can say is plain", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => isPlainJson(again(value))));
});

test.each([
  ["an absent value", { memo: undefined }],
  ["minus nothing", [-0]],
  ["no number", { quantity: Number.NaN }],
  ["a date", new Date(0)],
  ["a text that says how it is written", { toJSON: () => "other" }],
  ["a hole", Array(1)],
  ["a large integer", 1n],
])("%s is not plain", (_, value) => {
  expect(isPlainJson(value)).toBe(false);
});
