import { once } from "node:events";
import { expect, test } from "vitest";
import { watchReader } from "#api/feed/watch-reader.ts";

test("a reader that is known reads on, until it is not", async () => {
  let looks = 0;
  const { unknown, stop } = watchReader(async () => ++looks < 3, 1);
  await once(unknown, "abort");
  stop();
  expect(looks).toBe(3);
});

test("a reader of whom nothing can be found out does not read on", async () => {
  const { unknown, stop } = watchReader(() => Promise.reject(new Error("the rows are away")), 1);
  await once(unknown, "abort");
  stop();
  expect(unknown.aborted).toBe(true);
});
