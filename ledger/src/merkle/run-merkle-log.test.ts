import type { MovementOf } from "@partita/schemas";
import { frontier } from "@partita/schemas/log/frontier.ts";
import { leafHash } from "@partita/schemas/log/hashes.ts";
import { leafText } from "@partita/schemas/log/leaf-text.ts";
import { a } from "@partita/schemas/testing/a.ts";
import pg from "pg";
import { afterAll, describe, expect, test, vi } from "vitest";
import { memoryTree } from "#ledger/adapters/memory/merkle-tree.ts";
import { memoryStore } from "#ledger/adapters/memory/store.ts";
import { postgresTree } from "#ledger/adapters/postgres/merkle-tree.ts";
import { migrateLedger } from "#ledger/adapters/postgres/migrate.ts";
import { rootAt } from "#ledger/merkle/proofs.ts";
import { growToHead, runMerkleLog } from "#ledger/merkle/run-merkle-log.ts";
import type { TreeStore } from "#ledger/merkle/tree-store.ts";
import { pageMovementsMax } from "#ledger/pages.ts";
import type { MovementStore } from "#ledger/store/store.ts";
import { testDatabase } from "#ledger/testing/test-database.ts";

const { url, drop } = await testDatabase();
const pool = new pg.Pool({ connectionString: url });
await migrateLedger(pool);
afterAll(async () => {
  await pool.end();
  await drop();
});

let commands = 0;
async function append(store: MovementStore, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 100) {
    commands += 1;
    const movements = Array.from({ length: Math.min(left, 100) }, (_, index) =>
      a("capacity-set", { id: `command-${commands}/${index}` }),
    );
    const { length } = await store.read("computer", "COMP-1");
    await store.append("computer", "COMP-1", length, movements satisfies MovementOf<"computer">[]);
  }
}

/** By the definition: every movement's leaf, folded. */
async function expectedRoot(store: MovementStore): Promise<Buffer> {
  const tree = frontier();
  for (const recorded of await store.readAll(0n, 100_000)) tree.add(leafHash(leafText(recorded)));
  return tree.root();
}

async function expectWhole(store: MovementStore, tree: TreeStore): Promise<void> {
  const log = await store.readAll(0n, 100_000);
  expect(await tree.head()).toEqual({ size: log.length, position: await store.head() });
  expect(await rootAt(tree, log.length)).toEqual(await expectedRoot(store));
  const places = log.map(({ position, movement }) => ({ position, movement: movement.id }));
  expect(await tree.leaves(0, 100_000)).toEqual(places);
}

test("every movement becomes a leaf, in global order", async () => {
  const [store, tree] = [memoryStore(), memoryTree()];
  await append(store, 2_345);
  expect(await growToHead({ store, tree })).toEqual({ size: 2_345, position: 2_345n });
  await expectWhole(store, tree);
});

test("the tree follows the log until it is told to stop", async () => {
  const [store, tree] = [memoryStore(), memoryTree()];
  const ending = new AbortController();
  const running = runMerkleLog({ store, tree, signal: ending.signal });
  for (const count of [1, 300, 1]) {
    await append(store, count);
    const head = await store.head();
    await vi.waitFor(async () => expect((await tree.head()).position).toBe(head));
  }
  ending.abort();
  await running;
  await expectWhole(store, tree);
});

describe("in PostgreSQL", () => {
  test("several who add at once, and overtake one another, add each movement once", async () => {
    const store = memoryStore();
    await append(store, 12_000);
    const tree = postgresTree({ pool });
    const grown = await Promise.all(
      // Each has its own pace, so that they overtake one another.
      [0, 1, 3].map((milliseconds) => growToHead({ store: slowed(store, milliseconds), tree })),
    );
    expect(grown.map(({ size }) => size)).toEqual([12_000, 12_000, 12_000]);
    await append(store, 700);
    await growToHead({ store, tree });
    await expectWhole(store, tree);
  });
});

test("cut off before or after any commit, the next one goes on where the tree ends", async () => {
  const [store, tree] = [memoryStore(), memoryTree()];
  await append(store, 4 * pageMovementsMax);
  for (const moment of ["before", "after"] as const) {
    await expect(growToHead({ store, tree: dying(tree, moment) })).rejects.toThrow("killed");
    await append(store, 300);
  }
  // The first died before its second page was there, the second when its second was.
  expect((await tree.head()).size).toBe(3 * pageMovementsMax);
  await growToHead({ store, tree });
  await expectWhole(store, tree);
});

/** Each page takes a while. */
function slowed(store: MovementStore, milliseconds: number): MovementStore {
  return {
    ...store,
    readAll: async (after, limit) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      return store.readAll(after, limit);
    },
  };
}

/** Grows once, and dies at the second time: before it is committed, or before it is answered. */
function dying(tree: TreeStore, moment: "before" | "after"): TreeStore {
  let turns = 0;
  return {
    ...tree,
    grow: async (...growth) => {
      turns += 1;
      if (turns === 1) return tree.grow(...growth);
      if (moment === "after") await tree.grow(...growth);
      throw new Error("killed");
    },
  };
}
