import { leafHash } from "@partita/schemas/log/hashes.ts";
import pg from "pg";
import { expect, test } from "vitest";
import { postgresTree } from "#ledger/adapters/postgres/merkle-tree.ts";
import { migrateLedger } from "#ledger/adapters/postgres/migrate.ts";
import { testDatabase } from "#ledger/testing/test-database.ts";
import { treeStoreContract } from "#ledger/testing/tree-store-contract.ts";

async function open() {
  const database = await testDatabase();
  const pools = [1, 2].map(() => new pg.Pool({ connectionString: database.url }));
  const [one, two] = pools;
  if (one === undefined || two === undefined) throw new Error("two pools were made");
  await migrateLedger(one);
  const close = async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  };
  return {
    tree: postgresTree({ pool: one }),
    other: postgresTree({ pool: two }),
    pool: one,
    close,
  };
}

treeStoreContract("PostgreSQL", open);

test("what the tree has is not rewritten, also by a session that says it replicates", async () => {
  const { tree, pool, close } = await open();
  await tree.grow(0, [{ position: 1n, movement: "one/0", hash: leafHash("one") }], []);
  const connection = await pool.connect();
  await connection.query("set session_replication_role = replica");
  for (const statement of [
    "update ledger.tree_leaf set movement = 'other/0'",
    "delete from ledger.tree_leaf",
    "truncate ledger.tree_node",
    "delete from ledger.tree_checkpoint",
  ])
    await expect(connection.query(statement)).rejects.toThrow("the Merkle tree only grows");
  connection.release();
  await close();
});
