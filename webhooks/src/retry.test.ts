import { expect, test } from "vitest";
import { attemptsMax, pauseAfter } from "#webhooks/retry.ts";

const now = "2026-01-01T00:00:00.000Z";
const pause = (attempts: number, retryAfter?: string, chance = 0) =>
  pauseAfter(attempts, chance, { now, retryAfter });

test("ten attempts are spread over 75 hours, as Standard Webhooks gives them", () => {
  const pauses = Array.from({ length: attemptsMax - 1 }, (_, index) => pause(index + 1) / 1000);
  expect(pauses).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
  expect(pauses.reduce((sum, one) => sum + one) / 3600).toBeCloseTo(75.58, 2);
});

test("chance makes pauses longer by a fifth at most, and never shorter", () => {
  expect(pause(2, undefined, 0.5)).toBe(330_000);
  expect(pause(2, undefined, 0.999)).toBeLessThanOrEqual(360_000);
});

test.each([
  ["600", 600_000],
  ["Thu, 01 Jan 2026 00:20:00 GMT", 1_200_000],
  // Less than planned, in the past, or nonsense: as planned.
  ["1", 5_000],
  ["Wed, 31 Dec 2025 00:00:00 GMT", 5_000],
  ["soon", 5_000],
  // A year is too long.
  ["31536000", 86_400_000],
])("Retry-After: %s makes the first pause %i ms", (retryAfter, milliseconds) =>
  expect(pause(1, retryAfter)).toBe(milliseconds),
);
