import assert from "node:assert/strict";
import { memoryStore } from "@partita/ledger";
import { test } from "vitest";
import { rebuild } from "#projections/rebuild.ts";
import { projections } from "#projections/registry.ts";
import { liveThrough } from "#projections/testing/life.ts";
import { rowsOf } from "#projections/testing/rows-after.ts";

async function house() {
  const store = memoryStore();
  await liveThrough(store);
  const rows = await rowsOf(store);
  const rebuilt = async () =>
    (await rows.change(async ({ generations }) => generations))
      .filter(({ generation }) => generation === 2)
      .map(({ name }) => name);
  return { store, rows, rebuilt };
}

test("one projection is rebuilt by its name", async () => {
  const { store, rows, rebuilt } = await house();
  await rebuild(store, rows, "open_offers");
  assert.deepEqual(await rebuilt(), ["open_offers"]);
});

test("all are rebuilt when none is named", async () => {
  const { store, rows, rebuilt } = await house();
  await rebuild(store, rows);
  assert.deepEqual(
    (await rebuilt()).sort(),
    projections.map(({ table }) => table.name),
  );
});

test("a name that no projection has is answered with those that they have", async () => {
  const { store, rows } = await house();
  await assert.rejects(
    rebuild(store, rows, "fortunes"),
    /choose one of access_tokens, account_balance, /,
  );
});
