/** What following the log must do in each adapter of the inventory: nothing lost, nothing twice. */
import { type MovementStore, memoryStore } from "@partita/ledger";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memoryInventory } from "#projections/adapters/memory/inventory.ts";
import { digestInventory } from "#projections/inventory/digest-inventory.ts";
import type { KeptInventory } from "#projections/inventory/inventory.ts";
import {
  catchUpInventory,
  rebuildInventory,
  runInventory,
} from "#projections/inventory/run-inventory.ts";
import { liveThrough } from "#projections/testing/life.ts";
import type { OpenInventory } from "#projections/testing/open-inventory.ts";
import { held, dailyPostings as postings } from "#projections/testing/postings.ts";
import { append } from "#projections/testing/recorded.ts";

type World = OpenInventory & { readonly store: MovementStore };

export function inventoryRunnerContract(name: string, open: () => Promise<OpenInventory>): void {
  describe(`the inventory in ${name} follows the log`, () => {
    let world: World;
    beforeEach(async () => {
      world = { ...(await open()), store: memoryStore() };
    });
    afterEach(() => world.close());
    following(() => world);
  });
}

function following(world: () => World): void {
  test("and waits for what comes, until it is stopped", async () => {
    const { inventory, store } = world();
    const stop = new AbortController();
    const running = runInventory({ store, inventory, signal: stop.signal });
    await append(store, ...postings(3));
    expect(await inventory.reached(3n, 10_000)).toBe(true);
    expect(await held(inventory)).toBe("3");
    stop.abort();
    // It wakes by the next movement or at once; either way it ends.
    await append(store, ...postings(1));
    await running;
  });

  test("together with another process, and takes nothing twice", async () => {
    const { inventory, other, store } = world();
    const stop = new AbortController();
    const both = [inventory, other].map((door) =>
      runInventory({ store, inventory: door, signal: stop.signal }),
    );
    for (let round = 0; round < 10; round++) await append(store, ...postings(5));
    expect(await other.reached(50n, 20_000)).toBe(true);
    expect([await held(inventory), await held(other)]).toEqual(["50", "50"]);
    stop.abort();
    await append(store, ...postings(1));
    await Promise.all(both);
  });

  test("from where it was when it died within a batch", async () => {
    const { inventory, store } = world();
    await append(store, ...postings(3));
    await catchUpInventory(store, inventory);
    await append(store, ...postings(3));
    const failing = { ...inventory, change: failingOnce(inventory) };
    await expect(catchUpInventory(store, failing)).rejects.toThrow("the power went");
    expect(await held(inventory)).toBe("3");
    await catchUpInventory(store, failing);
    expect(await held(inventory)).toBe("6");
  });

  test("no log that ends before it does", async () => {
    const { inventory, store } = world();
    await append(store, ...postings(3));
    await catchUpInventory(store, inventory);
    await expect(rebuildInventory(memoryStore(), inventory)).rejects.toThrow("more than the log");
    expect(await held(inventory)).toBe("3");
  });

  test("and is the same when it is made anew beside the live one", async () => {
    const { inventory, other, store } = world();
    await liveThrough(store);
    await catchUpInventory(store, inventory);
    const live = await digestInventory(inventory);
    await rebuildInventory(store, other);
    expect(await digestInventory(inventory)).toBe(live);
    await append(store, ...postings(2));
    await rebuildInventory(store, other);
    expect(await digestInventory(inventory)).not.toBe(live);
    const plain = memoryInventory();
    await catchUpInventory(store, plain);
    await catchUpInventory(store, inventory);
    expect(await digestInventory(inventory)).toBe(await digestInventory(plain));
    expect(await inventory.change(async ({ fillings }) => fillings.length)).toBe(1);
  });

  test("and goes on where a rebuild died, while another process writes the live one", async () => {
    const { inventory, other, store } = world();
    await append(store, ...postings(9), ...postings(9));
    await catchUpInventory(store, inventory);
    const failing = { ...other, change: failingOnce(other) };
    await expect(rebuildInventory(store, failing)).rejects.toThrow("the power went");
    await append(store, ...postings(2));
    await catchUpInventory(store, inventory);
    await rebuildInventory(store, other);
    expect([await held(inventory), await held(other)]).toEqual(["20", "20"]);
  });
}

/** Fails at the end of the first change that adds, as if its commit had not come through. */
function failingOnce(inventory: KeptInventory): KeptInventory["change"] {
  let failed = false;
  return (work) =>
    inventory.change(async (change) => {
      let added = false;
      const answer = await work({
        ...change,
        add: async (...batch) => {
          added = true;
          await change.add(...batch);
        },
      });
      if (!added || failed) return answer;
      failed = true;
      throw new Error("the power went");
    });
}
