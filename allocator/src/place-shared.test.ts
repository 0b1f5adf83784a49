import { findInstance } from "@partita/projections/instance-status/query.ts";
import { beforeEach, expect, test } from "vitest";
import { becauseOf } from "#allocator/because.ts";
import { findHosts } from "#allocator/find-hosts.ts";
import { placeShared } from "#allocator/place-shared.ts";
import { aSharedChild, aSharedRoot } from "#allocator/testing/a-shared-instance.ts";
import { aHouse, type House } from "#allocator/testing/house.ts";
import { aPlacedInstance } from "#allocator/testing/placed.ts";

let house: House;
let host: string;
beforeEach(async () => {
  house = aHouse();
  ({ instance: host } = await aPlacedInstance(house));
});

async function placedShared({ instance, cause }: { instance: string; cause: string }) {
  await house.catchUp();
  const found = await house.rows.read(async (rows) => {
    const status = await findInstance(rows, instance);
    if (status === undefined) throw new Error("nobody knows it");
    return { instance: status, hosts: await findHosts(rows, status) };
  });
  await placeShared(house.ports, { ...found, because: becauseOf(cause) });
  await house.catchUp();
  return house.status(instance);
}

test("it is served in the partition of its host, and has none of its own", async () => {
  const shared = await aSharedChild(house, host);
  expect(await placedShared(shared)).toMatchObject({
    phase: "allocated",
    host: { instance: host, tree: "TREE-guestbook" },
    partition: "slappart0",
    award: { computer: "COMP-1", seller: "organisation:hoster" },
  });
  expect((await house.status(shared.instance))?.award?.prices).toBeUndefined();
  expect(await house.count("partition-allocated")).toBe(1);
});

test("done twice, it is hosted once", async () => {
  const shared = await aSharedChild(house, host);
  await placedShared(shared);
  const length = await house.length();
  await placedShared(shared);
  expect(await house.length()).toBe(length);
});

test("a host of another tree is found by its name", async () => {
  const shared = await aSharedRoot(house, "frontend", host);
  expect(await placedShared(shared)).toMatchObject({
    phase: "allocated",
    host: { instance: host },
  });
});

test("where nobody serves, it is told so", async () => {
  const shared = await aSharedRoot(house, "frontend", "INST-NOBODY");
  expect(await placedShared(shared)).toMatchObject({
    phase: "deferred",
    reasons: [{ reason: "no-host", count: 1 }],
  });
});
