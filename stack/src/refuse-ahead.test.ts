import { memoryCheckpoints } from "@partita/ledger";
import { expect, test } from "vitest";
import { refuseAhead, soundCheckpoints } from "./refuse-ahead.ts";

const log = { head: async () => 7n };

test("what is behind the log, or level with it, goes on", async () => {
  await refuseAhead("the tree", log, async () => 3n);
  await refuseAhead("the tree", log, async () => 7n);
});

test("what is ahead of its log does not start, and says what to look for", async () => {
  const refused = refuseAhead("the tree", log, async () => 9n);
  await expect(refused).rejects.toThrow(
    /the tree reflects the log up to 9, .* ends at 7: was it put/,
  );
});

test("a checkpoint ahead of the log is not loaded", async () => {
  const kept = memoryCheckpoints();
  await kept.save("billing", 7n);
  await kept.save("allocator", 8n);
  const checkpoints = soundCheckpoints(kept, log);
  expect(await checkpoints.load("billing")).toBe(7n);
  await expect(checkpoints.load("allocator")).rejects.toThrow("the checkpoint of allocator");
});
