import { expect, test } from "vitest";
import { afterExit, backOffMilliseconds } from "./back-off.ts";

test.each([
  [0, 0],
  [1, 500],
  [2, 1000],
  [4, 4000],
  [8, 60_000],
  [5000, 60_000],
])("after %i failures in a row the wait is %i ms", (failures, milliseconds) => {
  expect(backOffMilliseconds(failures)).toBe(milliseconds);
});

test.each([
  [
    "first quick exit: at once",
    { startedAt: 1000, quickExits: 0 },
    1100,
    { quickExits: 1, startAt: 1000 },
  ],
  [
    "third quick exit: later",
    { startedAt: 1000, quickExits: 2 },
    1100,
    { quickExits: 3, startAt: 2000 },
  ],
  [
    "exit after a steady run",
    { startedAt: 1000, quickExits: 5 },
    11_000,
    { quickExits: 0, startAt: 1000 },
  ],
  ["clock set back", { startedAt: 9000, quickExits: 0 }, 1000, { quickExits: 1, startAt: 9000 }],
])("%s", (_, run, now, expected) => {
  expect(afterExit(run, now)).toEqual(expected);
});
