import fc from "fast-check";
import { expect, test } from "vitest";
import { DeniedRequest } from "#api/denied-request.ts";
import { slapFieldsMax } from "#api/limits.ts";
import { dictionaryIn, optional, readForm, required, textOf, textsIn } from "#api/slap/given.ts";

test.each([
  ["", {}],
  ["a=1&b=", { a: "1", b: "" }],
  ["a", { a: "" }],
  ["a=b=c", { a: "b=c" }],
  ["a+b=%C3%A9+%2B", { "a b": "é +" }],
  ["__proto__=1", { ["__proto__"]: "1" }],
])("the form %s is read", (form, fields) => {
  expect(readForm(form)).toEqual(new Map(Object.entries(fields)));
});

test.each([
  "a=1&a=2",
  "a=%",
  "a=%zz",
  "a=%ff",
  Array.from({ length: slapFieldsMax + 1 }, (_, index) => `a${index}=`).join("&"),
])("the form %.20s is malformed", (form) => {
  expect(() => readForm(form)).toThrow(DeniedRequest);
});

test("a name with U+0000 is refused, since no row can have it; what an agent said is not", () => {
  const given = readForm("computer_id=COMP%00&error_log=a%00b");
  expect(() => optional(given, "computer_id")).toThrow(DeniedRequest);
  expect(() => required(given, "computer_id")).toThrow(DeniedRequest);
  expect(textOf(given, "error_log")).toBe("a\0b");
});

test("a field of nothing but equals signs is one field", () => {
  const signs = "=".repeat(1_000_000);
  expect(readForm(`a=${signs}`)).toEqual(new Map([["a", signs]]));
});

test("what Python's clients write is read as it was", () => {
  const fields = fc.dictionary(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), {
    maxKeys: 10,
  });
  fc.assert(
    fc.property(fields, (given) => {
      expect(readForm(new URLSearchParams(given).toString())).toEqual(
        new Map(Object.entries(given)),
      );
    }),
  );
});

test("whatever comes, it is read or malformed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      try {
        expect(readForm(text)).toBeInstanceOf(Map);
      } catch (error) {
        expect(error).toBeInstanceOf(DeniedRequest);
      }
    }),
  );
});

test.each(["a=", "a=None", "a=none", "a=NONE", "b=1"])("in %s there is no a", (form) => {
  expect(optional(readForm(form), "a")).toBeUndefined();
  expect(() => required(readForm(form), "a")).toThrow(DeniedRequest);
});

test("a dictionary that is not given, or none, is empty", () => {
  const none = new Map([["a", "<marshal><none/></marshal>"]]);
  expect(dictionaryIn(none, "a")).toEqual(new Map());
  expect(dictionaryIn(none, "b")).toEqual(new Map());
  const list = new Map([["a", "<marshal><list/></marshal>"]]);
  expect(() => dictionaryIn(list, "a")).toThrow(DeniedRequest);
});

test("names and values that are no texts become texts", () => {
  const xml = "<marshal><dictionary><int>1</int><float>2.0</float></dictionary></marshal>";
  expect(textsIn(new Map([["a", xml]]), "a")).toEqual({ "1": "2.0" });
});
