import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { partitionHolders } from "#projections/partition-holders/partition-holders.ts";
import { findHolders, listHeld } from "#projections/partition-holders/query.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const holding = "COMP-1 INST-0000000001";
const awarded = a("instance-awarded", { detail: { seller: "organisation:reseller" } });
const allocated = a("partition-allocated", { recordedAt: at("10:00") });
const released = a("partition-released", { recordedAt: at("12:00") });
const { award } = allocated.detail;
const held = { computer: "COMP-1", partition: "slappart0", award, heldFrom: at("10:00") };

test("an allocated partition is held under the contract of its award", () =>
  given(partitionHolders, awarded, allocated).thenRows({
    [holding]: { seller: "organisation:reseller", buyer: "person:ada", held },
  }));

test("a released partition was held until then", () =>
  given(partitionHolders, awarded, allocated, released).thenRows({
    [holding]: { held: undefined },
    [`${holding} ${at("10:00")}`]: { held: { ...held, heldUntil: at("12:00") } },
  }));

test("a partition given for a lapsed award is held beside the one of the next award", () =>
  given(
    partitionHolders,
    ...[awarded, a("award-lapsed"), a("instance-awarded", { detail: { computer: "COMP-2" } })],
    a("partition-allocated", { items: ["computer:COMP-2"], recordedAt: at("09:00") }),
    allocated,
  ).thenRows({
    [holding]: { award: awarded.id, held },
    "COMP-2 INST-0000000001": { held: { ...held, computer: "COMP-2", heldFrom: at("09:00") } },
  }));

test.for([
  ["before it was held", "09:00", "10:00", 0],
  ["into the holding", "09:00", "10:01", 1],
  ["within the holding", "10:30", "11:00", 1],
  ["out of the holding", "11:59", "13:00", 1],
  ["after it was held", "12:00", "13:00", 0],
] as const)("a period %s", async ([_, startsAt, stopsAt, count]) => {
  const rows = await rowsAfter(awarded, allocated, released);
  const period = { startsAt: at(startsAt), stopsAt: at(stopsAt) };
  const holders = await rows.read((reader) => findHolders(reader, "COMP-1", period));
  assert.equal(holders.length, count);
});

test("held now is what was not released", async () => {
  const other = { instance: "INST-0000000002", partition: "slappart1" };
  const rows = await rowsAfter(
    ...[awarded, allocated, a("instance-awarded", { detail: { instance: other.instance } })],
    a("partition-allocated", { recordedAt: at("11:00"), detail: other }),
    released,
  );
  const now = await rows.read(listHeld);
  assert.partialDeepStrictEqual(now, [
    { computer: "COMP-1", holder: { ...other, heldFrom: at("11:00") } },
  ]);
  assert.equal(now.length, 1);
});

function at(time: string): string {
  return `2026-01-01T${time}:00.000Z`;
}
