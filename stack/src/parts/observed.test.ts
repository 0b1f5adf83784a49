import { memoryCheckpoints } from "@partita/ledger";
import { expect, test } from "vitest";
import { observed } from "./observed.ts";

test("what is loaded and what is saved both say how far one has come", async () => {
  const kept = memoryCheckpoints();
  await kept.save("billing", 5n);
  const checkpoints = observed(kept);
  expect(await checkpoints.reached()).toBe(0n);
  expect(await checkpoints.load("billing")).toBe(5n);
  expect(await checkpoints.reached()).toBe(5n);
  await checkpoints.save("billing", 9n);
  expect(await checkpoints.reached()).toBe(9n);
  expect(await kept.load("billing")).toBe(9n);
});
