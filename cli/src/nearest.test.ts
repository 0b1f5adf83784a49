import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

test.each([
  ["statsu", "status"],
  ["reqest", "request"],
  ["trail", "tail"],
  ["invoices", "invoice"],
])("%s is nearest to %s", (word, expected) => {
  expect(nearest(word, ["invoice", "request", "status", "tail", "up"])).toBe(expected);
});

test("a word that resembles nothing has no nearest", () => {
  expect(nearest("kubernetes", ["invoice", "request", "up"])).toBeUndefined();
});

test("a short word is not the nearest of just anything", () => {
  expect(nearest("xy", ["up"])).toBeUndefined();
});
