import fc from "fast-check";
import { expect, test } from "vitest";
import { renewalAt } from "./renewal.ts";

const notBefore = "2026-01-01T00:00:00.000Z";
const notAfter = "2026-01-31T00:00:00.000Z";
const day = 24 * 3600 * 1000;

test("a certificate of 30 days is renewed between the 20th day and a day and a half later", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const passed = Date.parse(renewalAt({ notBefore, notAfter }, name)) - Date.parse(notBefore);
      expect(passed).toBeGreaterThanOrEqual(20 * day);
      expect(passed).toBeLessThanOrEqual(21.5 * day);
    }),
  );
});

test("the same certificate is renewed at the same instant, whoever asks when", () => {
  expect(renewalAt({ notBefore, notAfter }, "1f")).toBe(renewalAt({ notBefore, notAfter }, "1f"));
});

test("a thousand certificates of one second are not renewed within one", () => {
  const instants = Array.from({ length: 1000 }, (_, index) =>
    renewalAt({ notBefore, notAfter }, `${index}`),
  );
  const perHour = new Map<string, number>();
  for (const instant of instants)
    perHour.set(instant.slice(0, 13), (perHour.get(instant.slice(0, 13)) ?? 0) + 1);
  expect(perHour.size).toBeGreaterThan(30);
  expect(Math.max(...perHour.values())).toBeLessThan(70);
});
