import { memoryStore } from "@partita/ledger";
import { type TestDatabase, testDatabase } from "@partita/ledger/testing/test-database.ts";
import { movementKinds } from "@partita/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projections } from "#projections/registry.ts";
import { liveThrough } from "#projections/testing/life.ts";
import { openMemory, openPostgres } from "#projections/testing/open-rows.ts";
import { projectionsContract } from "#projections/testing/projections-contract.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

projectionsContract("memory", openMemory);
projectionsContract("PostgreSQL", () => openPostgres(database.url));

test("each projection has a table of its own", () => {
  const names = projections.map(({ table }) => table.name);
  expect(names).toEqual([...new Set(names)].sort());
});

test("the life that contracts are tested with has every kind of movement", async () => {
  const store = memoryStore();
  await liveThrough(store);
  const log = await store.readAll(0n, 10_000);
  const kinds = new Set(log.map(({ movement }) => movement.kind));
  expect([...kinds].sort()).toEqual(movementKinds.map(({ kind }) => kind));
});
