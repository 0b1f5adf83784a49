import { describe } from "vitest";
import { memoryQueue } from "#allocator/adapters/memory/queue.ts";
import { contractAttemptsMax, queueContract } from "#allocator/testing/queue-contract.ts";

describe("the queue in memory", () => {
  queueContract(async () => memoryQueue({ log: () => {}, attemptsMax: contractAttemptsMax }));
});
