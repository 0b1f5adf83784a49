import assert from "node:assert/strict";
import { test } from "vitest";
import { memoryRows } from "#projections/adapters/memory/rows.ts";
import { applyAll } from "#projections/apply-to.ts";
import { countIn, counting, postings } from "#projections/testing/counting.ts";
import { recorded } from "#projections/testing/recorded.ts";

const log = await recorded(...postings(3));

test("a batch is taken into each generation from the rows that it has", async () => {
  const rows = memoryRows();
  await rows.change(async (change) => {
    const generation = await change.begin(counting(1).table);
    await change.goLive(generation);
    const taking = { projection: counting(1), generation };
    await applyAll(change, [{ ...taking, batch: log.slice(0, 2) }]);
    await applyAll(change, [{ ...taking, batch: log.slice(2) }]);
  });
  assert.equal(await countIn(rows), 3);
});

test("when one fails, the others are over before it is told", async () => {
  const rows = memoryRows();
  const over: string[] = [];
  const failing = rows.change(async (change) => {
    const generation = await change.begin(counting(1).table);
    const slow = {
      ...change,
      load: async (...asked: Parameters<typeof change.load>) => {
        await new Promise((resolve) => setImmediate(resolve));
        over.push(asked[0].name);
        return change.load(...asked);
      },
      save: async () => {
        throw new Error("the power went");
      },
    };
    const taking = { projection: counting(1), generation, batch: log };
    await applyAll(slow, [taking, taking]);
  });
  await assert.rejects(failing, /the power went/);
  assert.deepEqual(over, ["counts", "counts"]);
});
