import { expect, test } from "vitest";
import { oneAhead } from "./one-ahead.ts";

test("the next is asked for before one is dealt with, and not more", async () => {
  const asked: number[] = [];
  const fetchAt = (index: number) => {
    asked.push(index);
    return index < 4 ? Promise.resolve(index * 10) : undefined;
  };
  const seen: string[] = [];
  for await (const one of oneAhead(fetchAt)) seen.push(`${one} after ${asked.join("")}`);
  expect(seen).toEqual(["0 after 01", "10 after 012", "20 after 0123", "30 after 01234"]);
});

test("a fetch that fails is told of in its turn, and not to whoever left before", async () => {
  const fetchAt = (index: number) =>
    index === 1 ? Promise.reject(new Error("away")) : Promise.resolve(index);
  const seen: number[] = [];
  const reading = (async () => {
    for await (const one of oneAhead(fetchAt)) seen.push(one);
  })();
  await expect(reading).rejects.toThrow("away");
  expect(seen).toEqual([0]);
  for await (const _ of oneAhead(fetchAt)) break;
});

test("where there is nothing, nothing comes", async () => {
  expect(await Array.fromAsync(oneAhead(() => undefined))).toEqual([]);
});
