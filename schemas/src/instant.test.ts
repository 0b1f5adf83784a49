import assert from "node:assert/strict";
import { Check } from "typebox/value";
import { test } from "vitest";
import { Instant, instantOf, millisecondsBetween } from "./instant.ts";

test.each([
  "2026-01-31T12:00:00.000Z",
  "1970-01-01T00:00:00.001Z",
  "2028-02-29T00:00:00.000Z",
  "2000-02-29T23:59:59.999Z",
])("%s is an instant", (text) => {
  assert.ok(Check(Instant, text));
  assert.equal(instantOf(Date.parse(text)), text);
});

test.each([
  "2026-01-31T12:00:00Z",
  "2026-01-31T12:00:00.000+01:00",
  "2026-01-31 12:00:00.000Z",
  "2026-13-01T00:00:00.000Z",
  "2026-01-32T00:00:00.000Z",
  "2026-02-31T00:00:00.000Z",
  "2026-02-29T00:00:00.000Z",
  "2100-02-29T00:00:00.000Z",
  "2026-04-31T00:00:00.000Z",
  "2026-01-01T24:00:00.000Z",
  "2026-01-01T00:60:00.000Z",
  "",
])("%s is none: there is one form only", (text) => {
  assert.ok(!Check(Instant, text));
});

test("every day of four centuries is an instant, and no other text of a day is", () => {
  const all = Array.from({ length: 400 }, (_, year) => daysNamed(2000 + year)).flat();
  const wrong = all.filter((text) => Check(Instant, text) !== exists(text));
  assert.deepEqual(wrong, []);
});

/** Each month with 31 days. */
function daysNamed(year: number): string[] {
  return Array.from({ length: 12 * 31 }, (_, index) => {
    const [month, day] = [1 + Math.floor(index / 31), 1 + (index % 31)];
    const padded = [month, day].map((number) => String(number).padStart(2, "0"));
    return `${year}-${padded.join("-")}T00:00:00.000Z`;
  });
}

/** A day that is not there is read as one of the next month. */
function exists(text: string): boolean {
  return instantOf(Date.parse(text)) === text;
}

test("milliseconds between two instants are negative backwards", () => {
  const [noon, later] = ["2026-01-31T12:00:00.000Z", "2026-01-31T12:00:01.500Z"];
  assert.equal(millisecondsBetween(noon ?? "", later ?? ""), 1500);
  assert.equal(millisecondsBetween(later ?? "", noon ?? ""), -1500);
});
