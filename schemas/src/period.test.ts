import assert from "node:assert/strict";
import { test } from "vitest";
import { instantOf } from "./instant.ts";
import { intersection, overlaps, span } from "./period.ts";

/** From one minute to another. */
const period = ([from = 0, until = 0]: readonly number[]) => ({
  startsAt: instantOf(from * 60_000),
  stopsAt: instantOf(until * 60_000),
});

test.each([
  [[0, 2], [1, 3], true],
  [[0, 3], [1, 2], true],
  [[0, 1], [0, 1], true],
  [[0, 1], [1, 2], false],
  [[0, 1], [2, 3], false],
])("%j and %j share a moment: %s, either way round", (one, other, expected) => {
  assert.equal(overlaps(period(one), period(other)), expected);
  assert.equal(overlaps(period(other), period(one)), expected);
});

test.each([
  [
    [0, 2],
    [1, 3],
    [1, 2],
    [0, 3],
  ],
  [
    [0, 3],
    [1, 2],
    [1, 2],
    [0, 3],
  ],
  [
    [0, 1],
    [2, 3],
    [2, 1],
    [0, 3],
  ],
])("%j and %j have %j in common and span %j", (one, other, common, all) => {
  assert.deepEqual(intersection(period(one), period(other)), period(common));
  assert.deepEqual(span(period(one), period(other)), period(all));
});
