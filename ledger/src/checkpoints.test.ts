import assert from "node:assert/strict";
import { Pool } from "pg";
import { afterAll, describe, test } from "vitest";
import { memoryCheckpoints } from "#ledger/adapters/memory/checkpoints.ts";
import { postgresCheckpoints } from "#ledger/adapters/postgres/checkpoints.ts";
import { migrateLedger } from "#ledger/adapters/postgres/migrate.ts";
import type { Checkpoints } from "#ledger/checkpoints.ts";
import { testDatabase } from "#ledger/testing/test-database.ts";

const { url, drop } = await testDatabase();
const pool = new Pool({ connectionString: url });
await migrateLedger(pool);
afterAll(async () => {
  await pool.end();
  await drop();
});

const adapters: readonly [string, Checkpoints][] = [
  ["memory", memoryCheckpoints()],
  ["postgres", postgresCheckpoints({ pool })],
];

describe.each(adapters)("checkpoints in %s", (_, checkpoints) => {
  test("start before everything", async () => {
    assert.equal(await checkpoints.load("never-saved"), 0n);
  });

  test("are the last position saved, of 64 bits", async () => {
    for (const position of [7n, 9_007_199_254_740_993n, 2n ** 63n - 1n]) {
      await checkpoints.save("billing", position);
      assert.equal(await checkpoints.load("billing"), position);
    }
  });

  test("of one name leave those of another alone", async () => {
    await checkpoints.save("one", 1n);
    await checkpoints.save("other", 2n);
    assert.equal(await checkpoints.load("one"), 1n);
  });
});

test("checkpoints in postgres outlive the process that saved them", async () => {
  await postgresCheckpoints({ pool }).save("allocator", 42n);
  assert.equal(await postgresCheckpoints({ pool }).load("allocator"), 42n);
});
