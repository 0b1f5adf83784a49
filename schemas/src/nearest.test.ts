import { expect, test } from "vitest";
import { editsBetween, nearest } from "./nearest.ts";

test.each([
  ["", "", 0],
  ["region", "region", 0],
  ["regoin", "region", 2],
  ["kitten", "sitting", 3],
  ["", "abc", 3],
  ["abc", "", 3],
])("from %j to %j it is %i letters", (from, to, edits) => {
  expect(editsBetween(from, to)).toBe(edits);
});

test.each([
  ["statsu", "status"],
  ["reqest", "request"],
  ["trail", "tail"],
  ["invoices", "invoice"],
  ["europe/frnace", "europe/france"],
])("%s is nearest to %s", (word, expected) => {
  const known = ["invoice", "request", "status", "tail", "up", "europe/france", "europe/greece"];
  expect(nearest(word, known)).toBe(expected);
});

test("a word that resembles none of the known ones is not guessed at", () => {
  expect(nearest("kubernetes", ["invoice", "request", "up"])).toBeUndefined();
  expect(nearest("price", ["region", "computer_guid"])).toBeUndefined();
  expect(nearest("xy", ["up"])).toBeUndefined();
});
