import assert from "node:assert/strict";
import { test } from "vitest";
import { effectiveAt } from "#projections/effective-at.ts";

const period = { startsAt: "2026-01-01T00:00:00.000Z", stopsAt: "2026-02-01T00:00:00.000Z" };
const recordedAt = "2026-02-03T00:00:00.000Z";
const movement = { recordedAt, state: "delivered" } as const;

test("a delivered quantity counts from the end of its closed period", () =>
  assert.equal(effectiveAt({ ...movement, ...period }), period.stopsAt));

test("what is under way, or has no end, counts from its beginning", () => {
  assert.equal(effectiveAt({ ...movement, ...period, state: "started" }), period.startsAt);
  assert.equal(effectiveAt({ ...movement, startsAt: period.startsAt }), period.startsAt);
});

test("what names no beginning counts from when it was recorded", () =>
  assert.equal(effectiveAt({ ...movement, stopsAt: period.stopsAt }), recordedAt));
