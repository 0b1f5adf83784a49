import { rowsOf } from "@partita/projections/testing/rows-after.ts";
import { beforeEach, expect, test } from "vitest";
import { allocate, openAwardOf } from "#allocator/allocate.ts";
import { aHouse, type House } from "#allocator/testing/house.ts";
import { placed } from "#allocator/testing/placed.ts";

let house: House;
beforeEach(() => {
  house = aHouse();
});

async function status(instance: string) {
  await house.catchUp();
  return house.status(instance);
}

test("a request is awarded the cheapest offer and allocated a partition", async () => {
  await house.bring("COMP-1", 2, "3.6");
  await house.bring("COMP-2", 2, "1.8");
  const wanted = await house.request("guestbook");
  await house.catchUp();
  await placed(house.ports, wanted);
  expect(await status(wanted.instance)).toMatchObject({
    phase: "allocated",
    partition: "slappart0",
    award: { computer: "COMP-2", offer: "OFFER-COMP-2", prices: { hourly: "1.8" } },
  });
});

test("the award names the request as its cause, and the allocation names the award", async () => {
  await house.bring("COMP-1", 1);
  const wanted = await house.request("guestbook");
  await house.catchUp();
  await placed(house.ports, wanted);
  const log = (await house.store.readAll(0n, 100)).map(({ movement }) => movement);
  const awarded = log.find(({ kind }) => kind === "instance-awarded");
  const allocated = log.find(({ kind }) => kind === "partition-allocated");
  expect(awarded?.causes).toEqual([wanted.cause]);
  expect(allocated?.causes).toEqual([awarded?.id]);
});

test("many at once, in one tree and for one computer, all get their partitions", async () => {
  await house.bring("COMP-1", 40);
  const titles = Array.from({ length: 40 }, (_, index) => `site-${index}`);
  const all = await Promise.all(titles.map((title) => house.request(title)));
  await house.catchUp();
  await placed(house.ports, ...all);
  expect(await house.count("partition-allocated")).toBe(40);
});

test("placed twice over the same old rows, it writes nothing new", async () => {
  await house.bring("COMP-1", 2);
  const wanted = await house.request("guestbook");
  await house.catchUp();
  await placed(house.ports, wanted);
  const length = await house.length();
  await placed(house.ports, wanted);
  expect(await house.length()).toBe(length);
});

test("placed by two who both see it wait, it is awarded once", async () => {
  await house.bring("COMP-1", 2);
  const wanted = await house.request("guestbook");
  await house.catchUp();
  const other = { ...wanted, cause: "another/0" };
  await Promise.all([placed(house.ports, wanted), placed(house.ports, other)]);
  expect(await house.count("instance-awarded")).toBe(1);
  expect(await house.count("partition-allocated")).toBe(1);
});

test("an award that lapsed is not taken up again by what made it", async () => {
  await house.bring("COMP-1", 1);
  const wanted = await house.request("guestbook");
  await house.catchUp();
  const old = { ...house.ports, rows: await rowsOf(house.store) };
  await house.resize("COMP-1", 0);
  await placed(old, wanted);
  const open = openAwardOf(await status(wanted.instance));
  if (open !== undefined) await allocate(house.ports, open);
  expect(await house.count("award-lapsed")).toBe(1);
  await house.resize("COMP-1", 1);
  await placed(old, wanted);
  expect(await house.count("partition-allocated")).toBe(0);
});
