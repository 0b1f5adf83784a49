import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import { afterAll } from "vitest";
import { inventoryRunnerContract } from "#projections/testing/inventory-runner-contract.ts";
import { openMemoryInventory, openPostgresInventory } from "#projections/testing/open-inventory.ts";

const database = await testDatabase();
afterAll(() => database.drop());

inventoryRunnerContract("memory", openMemoryInventory);
inventoryRunnerContract("PostgreSQL", () => openPostgresInventory(database.url));
