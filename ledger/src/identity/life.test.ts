import { expect, test } from "vitest";
import { isWithin } from "#ledger/identity/life.ts";

const from = "2026-01-01T00:00:00.000Z";

test.each([
  ["2026-01-01T00:00:00.000Z", false],
  ["2026-01-01T00:00:00.001Z", true],
  ["2026-01-01T00:00:01.000Z", true],
  ["2026-01-01T00:00:01.001Z", false],
  ["2025-12-31T23:59:59.999Z", false],
])("what ends at %s is within a second: %s", (to, expected) =>
  expect(isWithin(from, to, 1000)).toBe(expected),
);
