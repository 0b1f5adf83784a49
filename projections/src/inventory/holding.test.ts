import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { holdingOf } from "#projections/inventory/holding.ts";

test("what is counted of a movement is its quantity, ends, items and tense, and no more", () => {
  const movement = a("usage-reported");
  const { startsAt: _, stopsAt: __, ...frame } = movement;
  const { kind, id, causes, actor, recordedAt, commandDigest, detail, ...counted } = frame;
  expect(holdingOf(movement)).toEqual(counted);
});
