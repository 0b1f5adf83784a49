import { type TestDatabase, testDatabase } from "@partita/ledger/testing/test-database.ts";
import { afterAll, beforeAll } from "vitest";
import { openMemory, openPostgres } from "#projections/testing/open-rows.ts";
import { runnerContract } from "#projections/testing/runner-contract.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

runnerContract("memory", openMemory);
runnerContract("PostgreSQL", () => openPostgres(database.url));
