import { expect, test } from "vitest";
import { perStream, streamsAtOnceMax } from "#allocator/per-stream.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("items of one stream are done one after the other, in order", async () => {
  const done: string[] = [];
  await perStream(
    ["a1", "b1", "a2", "a3"],
    (item) => item.slice(0, 1),
    async (item) => {
      done.push(`${item} begins`);
      await turn();
      done.push(`${item} ends`);
    },
  );
  const ofA = done.filter((line) => line.startsWith("a"));
  expect(ofA).toEqual(["a1", "a2", "a3"].flatMap((item) => [`${item} begins`, `${item} ends`]));
});

test("a bounded number of streams is written to at once", async () => {
  let [atOnce, most] = [0, 0];
  const items = Array.from({ length: 100 }, (_, index) => String(index));
  await perStream(
    items,
    (item) => item,
    async () => {
      most = Math.max(most, ++atOnce);
      await turn();
      atOnce -= 1;
    },
  );
  expect(most).toBe(streamsAtOnceMax);
});

test("a fault is thrown when all that was begun has ended", async () => {
  const ended: string[] = [];
  const doing = perStream(
    ["bad", "good"],
    (item) => item,
    async (item) => {
      await turn();
      if (item === "bad") throw new Error("away");
      await turn();
      ended.push(item);
    },
  );
  await expect(doing).rejects.toThrow("away");
  expect(ended).toEqual(["good"]);
});
