import { expect, test } from "vitest";
import { phaseOf } from "./phase.ts";

test("a phase says why it waits, when it does", () => {
  const reasons = [{ reason: "too-expensive", count: 2 }] as const;
  expect(phaseOf({ phase: "deferred", reasons: [...reasons] }).text).toBe(
    '<span class="phase deferred">deferred</span>: too-expensive ×2',
  );
  expect(phaseOf({ phase: "started", reasons: [] }).text).toBe(
    '<span class="phase started">started</span>',
  );
});
