import { expect, test } from "vitest";
import { rfc1123, slapTimestamp } from "#schemas/slap/timestamp.ts";

const instant = "2026-01-01T00:00:00.000Z";

test("a timestamp is in whole microseconds, and exact", () => {
  expect(slapTimestamp(instant, "42")).toBe(1767225600000042);
  expect(Number.isSafeInteger(slapTimestamp("2255-01-01T00:00:00.000Z", "999"))).toBe(true);
});

test("two changes within a millisecond have two timestamps", () => {
  expect(slapTimestamp(instant, "9007199254740993")).not.toBe(
    slapTimestamp(instant, "9007199254740994"),
  );
});

test("dates are written as HTTP writes them", () => {
  expect(rfc1123(instant)).toBe("Thu, 01 Jan 2026 00:00:00 GMT");
});
