import assert from "node:assert/strict";
import { test } from "vitest";
import { lifeFrom, replaceFrom, type Segment } from "#projections/rows/life.ts";

const one = { name: "one" };
const two = { name: "two" };
const life = (): Segment<object>[] => [
  { effective: "2", row: one },
  { effective: "4", row: undefined },
  { effective: "6", row: two },
];

test("from an instant on, a life begins with the row that holds there", () => {
  const from = (since: string) => lifeFrom(life(), since);
  assert.deepEqual(from("1"), [{ effective: "1", row: undefined }, ...life()]);
  assert.deepEqual(from("2"), life());
  assert.deepEqual(from("3"), [{ effective: "3", row: one }, ...life().slice(1)]);
  assert.deepEqual(from("7"), [{ effective: "7", row: two }]);
});

test("other segments take the place of what comes after their beginning", () => {
  const changed = life();
  replaceFrom(changed, [
    { effective: "3", row: two },
    { effective: "5", row: undefined },
  ]);
  assert.deepEqual(changed, [
    { effective: "2", row: one },
    { effective: "3", row: two },
    { effective: "5", row: undefined },
  ]);
});

test("neighbours of one row become one segment, but for the first", () => {
  const changed = life();
  replaceFrom(changed, [
    { effective: "3", row: one },
    { effective: "5", row: one },
  ]);
  assert.deepEqual(changed, [
    { effective: "2", row: one },
    { effective: "3", row: one },
  ]);
});

test("nothing takes the place of nothing", () => {
  const changed = life();
  replaceFrom(changed, []);
  assert.deepEqual(changed, life());
});
