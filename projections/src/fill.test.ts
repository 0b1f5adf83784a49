import assert from "node:assert/strict";
import { test } from "vitest";
import { memoryRows } from "#projections/adapters/memory/rows.ts";
import { fill } from "#projections/fill.ts";
import { catchUp } from "#projections/runner.ts";
import { countIn, counting, postings } from "#projections/testing/counting.ts";
import { append, storeOf } from "#projections/testing/recorded.ts";

async function house(count: number) {
  const store = await storeOf(...postings(count));
  const rows = memoryRows();
  await catchUp({ store, rows, projections: [counting(1)] });
  const generations = () => rows.change(async (change) => change.generations);
  return { store, rows, generations };
}

test("a filling ends at the checkpoint, not at the end of the log", async () => {
  const { store, rows } = await house(3);
  await append(store, ...postings(2));
  await fill(store, rows, [counting(2)]);
  assert.equal(await countIn(rows), 6);
});

test("an empty log is filled at once", async () => {
  const { store, rows, generations } = await house(0);
  await fill(store, rows, [counting(2)]);
  assert.partialDeepStrictEqual(await generations(), [{ version: 2, state: "live" }]);
});

test("what an older house left half filled is given up", async () => {
  const { store, rows, generations } = await house(3);
  await rows.change((change) => change.begin(counting(2).table));
  await fill(store, rows, [counting(3)]);
  const left = await generations();
  assert.deepEqual(
    left.map(({ version, state }) => [version, state]),
    [[3, "live"]],
  );
});

test("a filling that is told to stop leaves the old rows live", async () => {
  const { store, rows, generations } = await house(3);
  await fill(store, rows, [counting(2)], AbortSignal.abort());
  assert.equal(await countIn(rows), 3);
  assert.equal((await generations()).length, 2);
});
