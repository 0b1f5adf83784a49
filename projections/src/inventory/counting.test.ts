import { type MovementStore, memoryStore } from "@partita/ledger";
import { type Movement, type NodeId, plus } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { listBalances } from "#projections/account-balance/query.ts";
import { memoryInventory } from "#projections/adapters/memory/inventory.ts";
import { memoryRows } from "#projections/adapters/memory/rows.ts";
import { listComputers } from "#projections/free-partitions/query.ts";
import type { Inventory } from "#projections/inventory/inventory.ts";
import { catchUpInventory } from "#projections/inventory/run-inventory.ts";
import { type Stock, stocks } from "#projections/inventory/stock.ts";
import { projections as all } from "#projections/registry.ts";
import { catchUp } from "#projections/runner.ts";
import { inventoryAfter } from "#projections/testing/inventory-after.ts";
import { liveThrough } from "#projections/testing/life.ts";

const names: readonly string[] = ["free_partitions", "account_balance"];
const projections = all.filter(({ table }) => names.includes(table.name));

async function partitionsAt(inventory: Inventory, node: NodeId, stock: Stock): Promise<number> {
  const filters = { resource: "partition", node } as const;
  return Number((await inventory.balance({ filters, stock, moment: {} })).answer);
}

/** Current, available and future partitions at the computer of the examples. */
async function partitions(...movements: readonly Movement[]) {
  const inventory = await inventoryAfter(...movements);
  const at = (node: NodeId) =>
    Promise.all(stocks.map((stock) => partitionsAt(inventory, node, stock)));
  return { computer: await at("network:COMP-1"), tree: await at("project:TREE-0000000001") };
}

const capacity = a("capacity-set");
const requested = a("instance-requested", {
  source: "organisation:master",
  sourceSection: "organisation:master",
});
const awarded = a("instance-awarded");
const ofAward = { detail: { award: awarded.id } };
const allocated = a("partition-allocated", ofAward);
const lapsed = a("award-lapsed", ofAward);
const released = a("partition-released");

test("capacity is current, available and future alike", async () =>
  expect((await partitions(capacity)).computer).toEqual([2, 2, 2]));

test("a request is to come, and takes nothing from any computer", async () => {
  const { computer, tree } = await partitions(capacity, requested);
  expect([computer, tree]).toEqual([
    [2, 2, 2],
    [0, 0, 1],
  ]);
});

test("an award reserves: it is still there, but cannot be sold any more", async () => {
  const { computer, tree } = await partitions(capacity, requested, awarded);
  expect([computer, tree]).toEqual([
    [2, 1, 1],
    [0, 0, 1],
  ]);
});

test("an allocation ends the reservation: one partition is never counted twice", async () => {
  const { computer, tree } = await partitions(capacity, requested, awarded, allocated);
  expect([computer, tree]).toEqual([
    [1, 1, 1],
    [1, 1, 1],
  ]);
});

test("an award that lapses sets its partition free; the request goes on", async () => {
  const { computer, tree } = await partitions(capacity, requested, awarded, lapsed);
  expect([computer, tree]).toEqual([
    [2, 2, 2],
    [0, 0, 1],
  ]);
});

test("a request that is destroyed before it has a partition is not to come any more", async () => {
  const gone = a("instance-destroyed", { quantity: "0", detail: { award: awarded.id } });
  expect((await partitions(capacity, requested, gone)).tree).toEqual([0, 0, 0]);
  const late = await partitions(capacity, requested, awarded, lapsed, gone);
  expect([late.computer, late.tree]).toEqual([
    [2, 2, 2],
    [0, 0, 0],
  ]);
});

test("an allocation for an award that lapsed leaves the award that followed it", async () => {
  const second = a("instance-awarded");
  const { computer } = await partitions(capacity, requested, awarded, lapsed, second, allocated);
  expect(computer).toEqual([1, 0, 0]);
});

test("what retired goes back to its owner when it is released", async () => {
  const detail = { retired: true as const };
  const retired = a("partition-released", { destination: "organisation:hoster", detail });
  const { computer, tree } = await partitions(capacity, requested, awarded, allocated, retired);
  expect([computer, tree]).toEqual([
    [1, 1, 1],
    [0, 0, 0],
  ]);
});

test("a shared instance takes no partition, before it is served or afterwards", async () => {
  const shared = a("instance-requested", {
    ...{ source: "organisation:master", sourceSection: "organisation:master" },
    ...{ quantity: "0", detail: { shared: true } },
  });
  const hosted = a("instance-hosted");
  const host = "INST-0000000002";
  const gone = a("award-lapsed", { quantity: "0", detail: { award: hosted.id, host } });
  const destroyed = a("instance-destroyed", { quantity: "0", detail: { host } });
  for (const life of [[shared], [shared, hosted], [shared, hosted, gone], [shared, destroyed]]) {
    const { computer, tree } = await partitions(capacity, ...life);
    expect([computer, tree]).toEqual([
      [2, 2, 2],
      [0, 0, 0],
    ]);
  }
});

test("how often a tree was looked at again is one sum", async () => {
  const inventory = await inventoryAfter(a("bang-raised"), a("bang-raised"));
  const filters = { resource: "incident", node: "project:TREE-0000000001" } as const;
  const { answer } = await inventory.balance({ filters, stock: "current", moment: {} });
  expect(answer).toBe("2");
});

test("what is released is back", async () => {
  const { computer, tree } = await partitions(capacity, requested, awarded, allocated, released);
  expect([computer, tree]).toEqual([
    [2, 2, 2],
    [0, 0, 0],
  ]);
});

test("an offer stands from publication to withdrawal, however often it is amended", async () => {
  const offers = [a("offer-published"), a("offer-amended"), a("offer-amended")];
  const standing = async (...movements: readonly Movement[]) => {
    const inventory = await inventoryAfter(...movements);
    const filters = { resource: "offer", node: "organisation:master" } as const;
    return (await inventory.balance({ filters, stock: "future", moment: {} })).answer;
  };
  expect(await standing(...offers)).toBe("1");
  expect(await standing(...offers, a("offer-withdrawn"))).toBe("0");
});

test("a release is wanted, then there, then gone, however often that is reported", async () => {
  const report = (state: "building" | "available" | "failed" | "destroyed") =>
    a("software-reported", { detail: { state } });
  const supplied = a("software-supplied");
  const releases = async (...movements: readonly Movement[]) => {
    const inventory = await inventoryAfter(...movements);
    const filters = { resource: "software-release", node: "network:COMP-1" } as const;
    const of = async (stock: Stock) =>
      Number((await inventory.balance({ filters, stock, moment: {} })).answer);
    return Promise.all([of("current"), of("future")]);
  };
  const there = [supplied, report("building"), report("available")];
  expect(await releases(supplied)).toEqual([0, 1]);
  expect(await releases(supplied, report("failed"))).toEqual([0, 1]);
  expect(await releases(...there)).toEqual([1, 1]);
  expect(await releases(...there, report("building"), report("available"))).toEqual([1, 1]);
  expect(await releases(...there, supplied)).toEqual([1, 1]);
  const unwanted = a("software-supplied", { detail: { state: "destroyed" } });
  expect(await releases(supplied, unwanted)).toEqual([0, 0]);
  expect(await releases(...there, unwanted, report("destroyed"))).toEqual([0, 0]);
});

test("along a life, inventory and projections tell the same, and all ends balance", async () => {
  const lived = memoryStore();
  await liveThrough(lived);
  let upTo = 0n;
  const store: MovementStore = {
    ...lived,
    readAll: async (after, limit) =>
      (await lived.readAll(after, limit)).filter(({ position }) => position <= upTo),
  };
  const rows = memoryRows();
  const inventory = memoryInventory();
  const open = new Set<string>();
  let reservations = 0;
  for (const { movement, position } of await lived.readAll(0n, 10_000)) {
    upTo = position;
    await catchUp({ store, rows, projections });
    await catchUpInventory(store, inventory);
    if (movement.kind === "instance-awarded") open.add(`${movement.id} ${movement.source}`);
    if (movement.kind === "partition-allocated" || movement.kind === "award-lapsed")
      for (const award of open) if (award.startsWith(movement.detail.award)) open.delete(award);
    reservations = Math.max(reservations, open.size);
    for (const { computer, free } of await rows.read((reader) => listComputers(reader))) {
      const node = `network:${computer}` as const;
      const reserved = [...open].filter((award) => award.endsWith(node)).length;
      expect(await partitionsAt(inventory, node, "current"), movement.kind).toBe(free.length);
      expect(await partitionsAt(inventory, node, "available")).toBe(free.length - reserved);
    }
    await expectBalanced(inventory);
  }
  expect(reservations).toBeGreaterThan(0);
  expect(open.size).toBe(0);
  await expectSameBooks(inventory, "organisation:hoster");

  async function expectSameBooks(kept: Inventory, section: NodeId): Promise<void> {
    const booked = await rows.read((reader) => listBalances(reader, section));
    expect(booked.length).toBeGreaterThan(1);
    for (const { account: node, currency: resource, balance } of booked) {
      const filters = { resource, node, section };
      const { answer } = await kept.balance({ filters, stock: "current", moment: {} });
      expect(answer).toBe(balance);
    }
  }
});

/** Whatever one node lost another has gained; only reservations count at one end. */
async function expectBalanced(inventory: Inventory): Promise<void> {
  for (const stock of ["current", "future"] as const) {
    const by = ["resource", "node", "section"] as const;
    const { answer } = await inventory.list({ filters: {}, stock, moment: {}, by, limit: 1_000 });
    for (const group of Map.groupBy(answer, ({ key }) => key[0]).values())
      expect(plus("0", ...group.map(({ quantity }) => quantity))).toBe("0");
  }
}
