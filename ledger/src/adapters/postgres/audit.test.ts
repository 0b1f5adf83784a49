import type { Complaint } from "@partita/schemas/log/audit.ts";
import { Pool } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { postgresAudit } from "#ledger/adapters/postgres/audit.ts";
import { postgresTree } from "#ledger/adapters/postgres/merkle-tree.ts";
import { migrateLedger } from "#ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "#ledger/adapters/postgres/store.ts";
import { growToHead } from "#ledger/merkle/run-merkle-log.ts";
import { appendTo } from "#ledger/testing/merkle-house.ts";
import { type TestDatabase, testDatabase } from "#ledger/testing/test-database.ts";

let database: TestDatabase;
let pool: Pool;
beforeEach(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url });
  await migrateLedger(pool);
  const store = postgresStore({ pool });
  await appendTo(store, 12);
  await growToHead({ store, tree: postgresTree({ pool }) });
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

/** Behind the ledger's back. */
async function tamper(...statements: readonly string[]): Promise<void> {
  const quiet = ["movement", "tree_leaf"].map((table) => [
    `alter table ledger.${table} disable trigger append_only`,
    `alter table ledger.${table} enable always trigger append_only`,
  ]);
  for (const [off] of quiet) await pool.query(off ?? "");
  for (const statement of statements) await pool.query(statement);
  for (const [, on] of quiet) await pool.query(on ?? "");
}

async function audited(): Promise<readonly Complaint[]> {
  const audit = postgresAudit({ pool });
  const complaints: Complaint[] = [];
  let position = 0n;
  for (let pages = 0; pages < 10; pages++) {
    const page = await audit(position);
    complaints.push(...page.complaints);
    position = BigInt(page.position);
    if (page.done) return complaints;
  }
  throw new Error("the audit did not come to an end");
}

async function codes(): Promise<readonly string[]> {
  return (await audited()).map(({ code, position }) => `${position} ${code}`);
}

test("of a table that nobody touched, it has nothing to say", async () => {
  expect(await audited()).toEqual([]);
});

test("what is not yet in the tree is no complaint", async () => {
  await appendTo(postgresStore({ pool }), 3);
  expect(await audited()).toEqual([]);
});

test.each([
  ["a space", "update ledger.movement set body = ('{ ' || substr(body::text, 2))::json"],
  ["an escape", `update ledger.movement set body = replace(body::text, '"k', '"\\u006b')::json`],
  [
    "a key that comes twice",
    `update ledger.movement set body = ('{"kind":1,' || substr(body::text, 2))::json`,
  ],
])("a body that is spelled differently by %s is found", async (_, statement) => {
  await tamper(`${statement} where position = 4`);
  expect(await codes()).toEqual(["4 body-respelled"]);
});

test("a column of the id that says something else is found", async () => {
  await tamper("update ledger.movement set id = 'another/0' where position = 4");
  expect(await codes()).toEqual(["4 id-differs"]);
});

test("a number that is too large for any is found, and is not the end of the audit", async () => {
  await tamper(
    `update ledger.movement
     set body = ('{"id":"' || id || '","n":1e999}')::json where position = 4`,
  );
  expect(await codes()).toEqual(["4 body-respelled", "4 leaf-differs"]);
});

test("a revision that was changed is found, and the one after it", async () => {
  await tamper("update ledger.movement set revision = 40 where position = 4");
  expect(await codes()).toEqual(["4 revision-skipped", "4 leaf-differs", "7 revision-skipped"]);
});

test("a row that was dropped is found: in the log, and in its stream", async () => {
  await tamper("delete from ledger.movement where position = 4");
  const [first, ...rest] = await audited();
  expect(first).toMatchObject({ code: "movement-missing", position: "4", index: 3 });
  expect(first?.movement).toMatch(/^command-\d+\/0$/);
  expect(rest.map(({ code, position }) => `${position} ${code}`)).toEqual(["7 revision-skipped"]);
});

test("rows that were dropped from the end are found", async () => {
  await tamper("delete from ledger.movement where position >= 11");
  expect(await codes()).toEqual(["11 movement-missing", "12 movement-missing"]);
});

test("two rows of one stream that were exchanged are found", async () => {
  await tamper(
    "update ledger.movement set position = 1000 where position = 4",
    "update ledger.movement set position = 4 where position = 7",
    "update ledger.movement set position = 7 where position = 1000",
  );
  expect(await codes()).toEqual(["4 stream-reordered", "4 leaf-differs", "7 leaf-differs"]);
});

test("a row that was moved to the end of numbers is found soon", async () => {
  await tamper("update ledger.movement set position = 9000000000000000000 where position = 12");
  expect(await codes()).toEqual(["12 movement-missing", "12 position-missing"]);
});

test("a gap that the tree knows nothing of is told of once", async () => {
  await appendTo(postgresStore({ pool }), 3);
  await tamper("delete from ledger.movement where position in (13, 14)");
  const found = await audited();
  expect(found[0]).toMatchObject({
    code: "position-missing",
    position: "13",
    detail: "positions 13 to 14 are empty",
  });
  expect(found.filter(({ code }) => code === "position-missing")).toHaveLength(1);
});

test("a leaf that was taken out of the tree is found", async () => {
  await tamper("delete from ledger.tree_leaf where position = 4");
  expect(await codes()).toEqual(["4 leaf-missing"]);
});
