import { type TestDatabase, testDatabase } from "@partita/ledger/testing/test-database.ts";
import { afterAll, beforeAll } from "vitest";
import { openMemory, openPostgres } from "#projections/testing/open-rows.ts";
import { rowsContract } from "#projections/testing/rows-contract.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

rowsContract("memory", openMemory);
rowsContract("PostgreSQL", () => openPostgres(database.url));
