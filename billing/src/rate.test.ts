import assert from "node:assert/strict";
import type { ResourceId } from "@partita/schemas";
import { test } from "vitest";
import { partsPerUnit } from "./exact.ts";
import { rate } from "./rate.ts";
import { at, prices } from "./testing/books.ts";

function consumption(resource: ResourceId, quantity: string) {
  const period = { startsAt: at("00:00"), stopsAt: at("00:20") };
  return { instance: "INST-A", award: "award-a/0", resource, quantity, ...period, movements: [] };
}

test.each<[ResourceId, string, string, bigint]>([
  ["cpu-second", "10.5", "0.01", (partsPerUnit * 105n) / 1000n],
  ["memory-gib-hour", "2", "0.02", (partsPerUnit * 4n) / 100n],
  ["disk-gib-hour", "0", "0.001", 0n],
])("%s: %s at %s", (resource, quantity, unitPrice, amount) => {
  assert.deepEqual(rate(consumption(resource, quantity), prices), { unitPrice, amount });
});

test("hosting is rated by its period, not by its rounded hours", () => {
  const amount = partsPerUnit / 3n;
  const hourly = { ...prices, hourly: "1" };
  const rated = rate(consumption("software-hosting", "0.333333333"), hourly);
  assert.deepEqual(rated, { unitPrice: "1", amount });
});

test("a price of zero is a price", () => {
  const free = { ...prices, usage: { ...prices.usage, "cpu-second": "0" } };
  assert.deepEqual(rate(consumption("cpu-second", "5"), free), { unitPrice: "0", amount: 0n });
});

test("what has no price is refused by name, and not for nothing", () => {
  const answer = rate(consumption("partition", "1"), prices);
  assert.ok("refusal" in answer);
  assert.equal(answer.refusal.code, "price-missing");
  assert.deepEqual(answer.refusal.facts, {
    instance: "INST-A",
    award: "award-a/0",
    resource: "partition",
  });
});
