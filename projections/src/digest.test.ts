import assert from "node:assert/strict";
import { test } from "vitest";
import { memoryRows } from "#projections/adapters/memory/rows.ts";
import { digest } from "#projections/digest.ts";
import type { Table } from "#projections/rows/rows.ts";
import { written } from "#projections/testing/written.ts";

type Row = { readonly [name: string]: string };
const table: Table<Row> = { name: "rows", version: 1, columns: {} };

async function digestOf(entries: readonly (readonly [string, Row])[]): Promise<string> {
  const rows = memoryRows();
  await rows.change(async (change) => {
    const generation = await change.begin(table);
    await change.save(generation, table, written(1n, Object.fromEntries(entries)));
    await change.goLive(generation);
  });
  return rows.read((at) => digest(at, table));
}

test("the order of writing, of rows and of properties, does not matter", async () => {
  const written = await digestOf([
    ["a", { one: "1", two: "2" }],
    ["b", {}],
  ]);
  assert.equal(
    await digestOf([
      ["b", {}],
      ["a", { two: "2", one: "1" }],
    ]),
    written,
  );
});

test("a value, a key, or who has which, does", async () => {
  const all = await Promise.all([
    digestOf([]),
    digestOf([["a", {}]]),
    digestOf([["b", {}]]),
    digestOf([
      ["a", { one: "1" }],
      ["b", {}],
    ]),
    digestOf([
      ["a", {}],
      ["b", { one: "1" }],
    ]),
    digestOf([
      ["a", { one: "2" }],
      ["b", {}],
    ]),
  ]);
  assert.equal(new Set(all).size, all.length);
});

test("a table of many pages is digested to its last row", async () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => [`key-${index}`, {}] as const);
  const all = await Promise.all([2000, 2001, 2002].map((count) => digestOf(rows(count))));
  assert.equal(new Set(all).size, 3);
});
