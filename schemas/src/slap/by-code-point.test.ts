import fc from "fast-check";
import { expect, test } from "vitest";
import { byCodePoint } from "#schemas/slap/by-code-point.ts";

test("a character beyond U+FFFF comes after all before it, unlike in UTF-16", () => {
  expect(["\u{1f600}", "\uffee", "a"].sort(byCodePoint)).toEqual(["a", "\uffee", "\u{1f600}"]);
});

test("it is the order of UTF-8 bytes, as which Python sorts texts too", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(text, text, (left, right) => {
      const bytes = Buffer.compare(Buffer.from(left), Buffer.from(right));
      expect(Math.sign(byCodePoint(left, right))).toBe(bytes);
    }),
  );
});
