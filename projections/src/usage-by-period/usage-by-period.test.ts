import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";
import { listUsage, type UsageFilter } from "#projections/usage-by-period/query.ts";
import { usageByPeriod } from "#projections/usage-by-period/usage-by-period.ts";

const instance = "INST-0000000001";
const started = a("instance-started", { startsAt: at("10:00") });
const stopped = a("instance-stopped", { stopsAt: at("11:30") });
const used = a("usage-reported");

test("usage is kept as it was reported", () =>
  given(usageByPeriod, used).thenRows({
    [used.id]: {
      resource: "cpu-second",
      quantity: "42.5",
      seller: "organisation:hoster",
      buyer: "person:ada",
      startsAt: "2026-01-01T00:00:00.000Z",
      stopsAt: "2026-01-01T00:01:00.000Z",
    },
  }));

test("hosting runs from the start, once, however often the start is reported", () =>
  given(usageByPeriod, started, a("instance-started", { startsAt: at("10:30") })).thenRows({
    [instance]: { movement: started.id, startsAt: at("10:00"), stopsAt: undefined },
  }));

test("hosting that stopped is kept under its start, in hours", () =>
  given(usageByPeriod, started, stopped).thenRows({
    [started.id]: { quantity: "1.500000000", startsAt: at("10:00"), stopsAt: at("11:30") },
  }));

test("hosting that starts again is another range", async () => {
  const again = a("instance-started", { startsAt: at("12:00") });
  await given(usageByPeriod, started, stopped, again).thenRows({
    [started.id]: { stopsAt: at("11:30") },
    [instance]: { startsAt: at("12:00") },
  });
});

test.for([
  a("instance-destroyed", { stopsAt: at("10:20") }),
  a("award-lapsed", { recordedAt: at("10:20") }),
])("hosting also ends when there is $kind", (end) =>
  given(usageByPeriod, started, end).thenRows({ [started.id]: { stopsAt: at("10:20") } }),
);

test("a failure does not end hosting, and neither does running again after it", () =>
  given(usageByPeriod, started, a("instance-failed"), a("instance-started")).thenRows({
    [instance]: { movement: started.id, startsAt: at("10:00"), stopsAt: undefined },
  }));

test("a clock that was set back makes no negative hours", () =>
  given(usageByPeriod, started, a("instance-stopped", { stopsAt: at("09:00") })).thenRows({
    [started.id]: { quantity: "0", stopsAt: at("10:00") },
  }));

test("an end without a beginning is no hosting", () => given(usageByPeriod, stopped).thenRows({}));

test("usage is asked for by contract and period, in the order of its start", async () => {
  const other = a("instance-started", { detail: { instance: "INST-2" }, startsAt: at("11:00") });
  const rows = await rowsAfter(other, started, stopped, used);
  const list = (filter: UsageFilter) =>
    rows.read(async (reader) => (await listUsage(reader, filter)).map((row) => row.movement));
  assert.deepEqual(await list({}), [used.id, started.id, other.id]);
  assert.deepEqual(await list({ from: at("11:30") }), [other.id]);
  assert.deepEqual(await list({ from: at("11:29"), until: at("11:30") }), [started.id, other.id]);
  assert.deepEqual(await list({ until: at("11:00"), instance }), [used.id, started.id]);
  assert.deepEqual(await list({ seller: "organisation:other" }), []);
  assert.deepEqual(await list({ buyer: "person:ada", limit: 1 }), [used.id]);
});

function at(time: string): string {
  return `2026-01-01T${time}:00.000Z`;
}

test("what is shared is hosted for nothing: no hours are counted", () =>
  given(
    usageByPeriod,
    a("instance-started", { quantity: "0" }),
    a("instance-stopped", { quantity: "0" }),
  ).thenRows({}));
