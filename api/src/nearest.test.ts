import { expect, test } from "vitest";
import { levenshtein, nearest } from "#api/nearest.ts";

test.each([
  ["", "", 0],
  ["region", "region", 0],
  ["regoin", "region", 2],
  ["kitten", "sitting", 3],
  ["", "abc", 3],
  ["abc", "", 3],
])("from %j to %j it is %i letters", (from, to, distance) => {
  expect(levenshtein(from, to)).toBe(distance);
});

test("the nearest known name is named", () => {
  expect(nearest("europe/frnace", ["asia/japan", "europe/france", "europe/greece"])).toBe(
    "europe/france",
  );
});

test("a name that resembles none of the known ones is not guessed at", () => {
  expect(nearest("price", ["region", "computer_guid"])).toBeUndefined();
});
