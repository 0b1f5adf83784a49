import { memoryCheckpoints } from "@partita/ledger";
import { describe, expect, test } from "vitest";
import { memoryQueue } from "#allocator/adapters/memory/queue.ts";
import { allocator } from "#allocator/allocator.ts";
import { allocatorContract } from "#allocator/testing/allocator-contract.ts";
import { aHouse } from "#allocator/testing/house.ts";

describe("the allocator in memory", () => {
  allocatorContract(async () => {
    const house = aHouse();
    let queue = memoryQueue(house.ports);
    return {
      house,
      checkpoints: memoryCheckpoints(),
      openQueue: async () => queue,
      emptyQueue: async () => {
        queue = memoryQueue(house.ports);
      },
      close: async () => {},
    };
  });
});

test("a part that fails stops the others, and its fault is passed on", async () => {
  const { store, ports } = aHouse();
  const load = () => Promise.reject(new Error("checkpoints away"));
  const checkpoints = { ...memoryCheckpoints(), load };
  const queue = memoryQueue(ports);
  const { signal } = new AbortController();
  const doing = allocator({ ...ports, store, checkpoints, queue, signal });
  await expect(doing).rejects.toThrow("checkpoints away");
});
