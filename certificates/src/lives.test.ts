import { expect, test } from "vitest";
import { earlier, isGoodAt, isPastHalf, issuingSeconds, leafSeconds, moved } from "./lives.ts";

const life = { notBefore: "2026-01-01T00:00:00.000Z", notAfter: "2026-01-31T00:00:00.000Z" };

test("instants are moved in whole seconds", () => {
  expect(moved("2026-01-01T00:00:00.999Z", 60)).toBe("2026-01-01T00:01:00.000Z");
  expect(moved("2026-01-01T00:00:00.000Z", -1)).toBe("2025-12-31T23:59:59.000Z");
});

test("the earlier of two instants", () => {
  expect(earlier(life.notBefore, life.notAfter)).toBe(life.notBefore);
  expect(earlier(life.notAfter, life.notBefore)).toBe(life.notBefore);
});

test.each([
  ["2025-12-31T23:59:59.999Z", false, false],
  ["2026-01-01T00:00:00.000Z", true, false],
  ["2026-01-16T00:00:00.000Z", true, false],
  ["2026-01-16T00:00:00.001Z", true, true],
  ["2026-01-31T00:00:00.000Z", true, true],
  ["2026-01-31T00:00:00.001Z", false, true],
])("at %s: good %s, past its half %s", (now, good, past) => {
  expect(isGoodAt(life, now)).toBe(good);
  expect(isPastHalf(life, now)).toBe(past);
});

test("a leaf fits many times into what signs it", () => {
  expect(issuingSeconds / 2).toBeGreaterThan(12 * leafSeconds);
});
