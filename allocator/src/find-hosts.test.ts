import { beforeEach, expect, test } from "vitest";
import { findHosts } from "#allocator/find-hosts.ts";
import { aSharedChild } from "#allocator/testing/a-shared-instance.ts";
import { aHouse, type House } from "#allocator/testing/house.ts";
import { anInstance } from "#allocator/testing/market.ts";
import { aPlacedInstance } from "#allocator/testing/placed.ts";

let house: House;
let host: string;
beforeEach(async () => {
  house = aHouse();
  ({ instance: host } = await aPlacedInstance(house));
  await aSharedChild(house, host);
  await house.request("elsewhere");
  await house.catchUp();
});

const found = async (changes: Parameters<typeof anInstance>[0]) => {
  const hosts = await house.rows.read((rows) => findHosts(rows, anInstance(changes)));
  return hosts.map(({ instance, computer }) => [instance.instance, computer.computer]);
};

test("those of its tree that have a partition might serve", async () => {
  expect(await found({ tree: "TREE-guestbook" })).toEqual([[host, "COMP-1"]]);
  expect(await found({ tree: "TREE-elsewhere" })).toEqual([]);
});

test("of those it names, that one alone", async () => {
  expect(await found({ conditions: { instance_guid: host } })).toEqual([[host, "COMP-1"]]);
  expect(await found({ conditions: { instance_guid: "INST-NOBODY" } })).toEqual([]);
});
