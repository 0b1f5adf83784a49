import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, unseal } from "./sealed.ts";

const key = randomBytes(32);

test("whatever is sealed opens again, and looks different each time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (plain, about) => {
      expect(unseal(key, seal(key, plain, about), about)).toBe(plain);
      expect(seal(key, plain, about)).not.toEqual(seal(key, plain, about));
    }),
  );
});

test("with any bit turned it does not open", () => {
  const sealed = seal(key, "secret", "it");
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const turned = Buffer.from(sealed);
    turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(() => unseal(key, turned, "it")).toThrow("was changed");
  }
});

test("cut, empty, about something else, or with another key it does not open", () => {
  const sealed = seal(key, "secret", "it");
  for (let length = 0; length < sealed.length; length += 1)
    expect(() => unseal(key, sealed.subarray(0, length), "it")).toThrow("was changed");
  expect(() => unseal(key, sealed, "that")).toThrow("was changed");
  expect(() => unseal(randomBytes(32), sealed, "it")).toThrow("was changed");
});
