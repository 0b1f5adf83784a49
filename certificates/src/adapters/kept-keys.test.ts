import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { keptKeysContract } from "#certificates/testing/kept-keys-contract.ts";
import { testDatabase } from "#certificates/testing/test-database.ts";
import { memoryKeptKeys } from "./memory-kept-keys.ts";
import { postgresKeptKeys } from "./postgres-kept-keys.ts";

const { pool, drop } = await testDatabase();
afterAll(drop);
const key = randomBytes(32);

async function emptied() {
  const keys = await postgresKeptKeys(pool, key);
  await pool.query("delete from certificates.kept_key");
  return keys;
}

const pair = { key: "-----BEGIN PRIVATE KEY-----", certificate: "a certificate" };

describe("in memory", () => keptKeysContract(async () => memoryKeptKeys()));

describe("in PostgreSQL", () => {
  keptKeysContract(emptied);

  test("the table shows neither key nor certificate", async () => {
    const keys = await emptied();
    await keys.keep("instance:INST-1", "4a", pair);
    const { rows } = await pool.query("select sealed from certificates.kept_key");
    const sealed: Buffer = rows[0].sealed;
    expect(sealed.includes("PRIVATE") || sealed.includes("certificate")).toBe(false);
  });

  test("a row of one holder does not open for another one", async () => {
    const keys = await emptied();
    await keys.keep("instance:INST-1", "4a", pair);
    await pool.query("update certificates.kept_key set holder = 'instance:INST-2'");
    await expect(keys.find("instance:INST-2")).rejects.toThrow("not sealed under this passphrase");
  });

  test("under another passphrase nothing opens, and a sentence says so", async () => {
    const keys = await emptied();
    await keys.keep("instance:INST-1", "4a", pair);
    const others = await postgresKeptKeys(pool, randomBytes(32));
    await expect(others.find("instance:INST-1")).rejects.toThrow(
      "not sealed under this passphrase",
    );
  });

  test("of many that start at once, each finds the table", async () => {
    await pool.query("drop schema certificates cascade");
    await Promise.all(Array.from({ length: 8 }, () => postgresKeptKeys(pool, key)));
    expect((await pool.query("select * from certificates.kept_key")).rows).toEqual([]);
  });
});
