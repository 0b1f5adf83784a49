import { beforeEach, expect, test } from "vitest";
import { checkHosts } from "#allocator/check-host.ts";
import { aSharedRoot } from "#allocator/testing/a-shared-instance.ts";
import { aHouse, type House } from "#allocator/testing/house.ts";
import { aPlacedInstance, placed } from "#allocator/testing/placed.ts";

let house: House;
let host: string;
let shared: string;
beforeEach(async () => {
  house = aHouse();
  ({ instance: host } = await aPlacedInstance(house));
  const wanted = await aSharedRoot(house, "frontend", host);
  await house.catchUp();
  await placed(house.ports, wanted);
  shared = wanted.instance;
});

async function check() {
  await house.catchUp();
  await checkHosts(house.ports, new Map([[host, "cause/0"]]));
  await house.catchUp();
  return house.status(shared);
}

test("what is served goes on being served", async () => {
  expect(await check()).toMatchObject({ phase: "allocated", host: { instance: host } });
  expect(await house.count("award-lapsed")).toBe(0);
});

test("when its host is gone, it waits again, and says because of what", async () => {
  await house.destroy("guestbook", host);
  expect(await check()).toMatchObject({ phase: "requested" });
  await check();
  const log = (await house.store.readAll(0n, 100)).map(({ movement }) => movement);
  expect(log.filter(({ kind }) => kind === "award-lapsed")).toMatchObject([
    { causes: ["cause/0"], detail: { instance: shared, reason: "host-gone" } },
  ]);
});
