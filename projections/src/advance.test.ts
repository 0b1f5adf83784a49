import assert from "node:assert/strict";
import { test } from "vitest";
import { memoryRows } from "#projections/adapters/memory/rows.ts";
import { advance } from "#projections/advance.ts";
import { catchUp } from "#projections/runner.ts";
import { countIn, counting, postings } from "#projections/testing/counting.ts";
import { storeOf } from "#projections/testing/recorded.ts";

const store = await storeOf(...postings(6));
const log = await store.readAll(0n, 10);
const current = [counting(1)];

async function rowsAfter(taken: number) {
  const rows = memoryRows();
  await catchUp({ store: await storeOf(), rows, projections: current });
  if (taken > 0) await advance(rows, current, log.slice(0, taken));
  return rows;
}

test("a batch is taken with its checkpoint", async () => {
  const rows = await rowsAfter(4);
  assert.equal(await countIn(rows), 4);
  assert.equal(await rows.read(({ position }) => position()), 4n);
});

test("of a batch that was taken in part, the rest is taken", async () => {
  const rows = await rowsAfter(4);
  await advance(rows, current, log);
  assert.equal(await countIn(rows), 6);
});

test("a batch that was taken changes nothing", async () => {
  const rows = await rowsAfter(6);
  await advance(rows, current, log.slice(2));
  assert.equal(await countIn(rows), 6);
});

test("a projection that others left behind is not taken further", async () => {
  const rows = await rowsAfter(2);
  await advance(rows, [], log.slice(2, 4));
  await assert.rejects(advance(rows, current, log.slice(4)), /counts stands at 2, the others at 4/);
});

test("a projection that was never filled is not begun in the middle", async () => {
  const unknown = { ...counting(1), table: { ...counting(1).table, name: "unknown" } };
  await assert.rejects(
    advance(await rowsAfter(2), [unknown], log),
    /unknown is live in version none/,
  );
});
