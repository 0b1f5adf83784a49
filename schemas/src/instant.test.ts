import assert from "node:assert/strict";
import { Check } from "typebox/value";
import { test } from "vitest";
import { Instant, instantOf, millisecondsBetween } from "./instant.ts";

test.each(["2026-01-31T12:00:00.000Z", "1970-01-01T00:00:00.001Z"])("%s is an instant", (text) => {
  assert.ok(Check(Instant, text));
  assert.equal(instantOf(Date.parse(text)), text);
});

test.each([
  "2026-01-31T12:00:00Z",
  "2026-01-31T12:00:00.000+01:00",
  "2026-01-31 12:00:00.000Z",
  "2026-13-01T00:00:00.000Z",
  "2026-01-32T00:00:00.000Z",
  "2026-01-01T24:00:00.000Z",
  "2026-01-01T00:60:00.000Z",
  "",
])("%s is none: there is one form only", (text) => {
  assert.ok(!Check(Instant, text));
});

test("milliseconds between two instants are negative backwards", () => {
  const [noon, later] = ["2026-01-31T12:00:00.000Z", "2026-01-31T12:00:01.500Z"];
  assert.equal(millisecondsBetween(noon ?? "", later ?? ""), 1500);
  assert.equal(millisecondsBetween(later ?? "", noon ?? ""), -1500);
});
