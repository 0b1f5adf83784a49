import { expect, test } from "vitest";
import { load } from "./load.ts";

test("every caller calls again and again, and each call counts what it did", async () => {
  const callers = new Set<number>();
  let calls = 0;
  const begun = performance.now();
  const row = await load("sleep", 3, async (caller) => {
    callers.add(caller);
    calls += 1;
    await new Promise((resolve) => setTimeout(resolve, 10));
    return 2;
  });
  const seconds = (performance.now() - begun) / 1000;
  expect(callers.size).toBe(3);
  expect(row).toMatchObject({ name: "sleep", size: 3 });
  expect((row.perSecond * seconds) / (calls * 2)).toBeCloseTo(1, 1);
});
