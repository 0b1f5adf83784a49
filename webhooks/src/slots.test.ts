import { expect, test } from "vitest";
import { slots } from "#webhooks/slots.ts";

test("so many work at once, and the others in the order in which they came", async () => {
  const run = slots(2);
  const order: string[] = [];
  let now = 0;
  let most = 0;
  const work = (name: string) =>
    run(async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(name);
      now -= 1;
      return name;
    });
  expect(await Promise.all(["a", "b", "c", "d", "e"].map(work))).toEqual(["a", "b", "c", "d", "e"]);
  expect(order).toEqual(["a", "b", "c", "d", "e"]);
  expect(most).toBe(2);
});

test("who fails gives its slot back", async () => {
  const run = slots(1);
  await expect(run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await run(async () => "next")).toBe("next");
});
