import { expect, test } from "vitest";
import { supervise } from "./supervise.ts";

test("a part that fails is logged and starts over until the house ends", async () => {
  const end = new AbortController();
  const logged: unknown[] = [];
  let runs = 0;
  await supervise(
    "billing",
    async () => {
      runs += 1;
      if (runs === 3) end.abort();
      throw new Error(`fault ${runs}`);
    },
    { log: (line) => logged.push(line.part), signal: end.signal },
  );
  expect(runs).toBe(3);
  expect(logged).toEqual(["billing", "billing"]);
});
