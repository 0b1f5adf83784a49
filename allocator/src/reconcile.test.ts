import { expect, test } from "vitest";
import { compare, pageMax, reconcile } from "#allocator/reconcile.ts";
import { aHouse } from "#allocator/testing/house.ts";
import { anInstance, anOffer } from "#allocator/testing/market.ts";

const own = "award-own/0";
const award = {
  award: own,
  offer: "OFFER-1",
  seller: "organisation:hoster",
  computer: "COMP-1",
  prices: anOffer().prices,
} as const;
const holder = { partition: "slappart0", instance: "INST-1", award: own };
const allocated = anInstance({ phase: "allocated", award });
const destroyed = anInstance({ phase: "destroyed", state: "destroyed", award });
const held = (status: typeof allocated | undefined, under = own) => ({
  computer: "COMP-1",
  holder: { ...holder, award: under },
  status,
});

const counts = (moment: Parameters<typeof compare>[0]) => {
  const { unreleased, strays, contradictions } = compare(moment);
  return [unreleased, strays, contradictions].map((list) => list.length);
};

const elsewhere = { ...allocated, award: { ...award, award: "next/0", computer: "COMP-2" } };

test.each([
  ["all is well", { held: [held(allocated)] }, [0, 0, 0]],
  ["a partition of a destroyed instance", { held: [held(destroyed)] }, [1, 0, 0]],
  ["one held while awarded elsewhere", { held: [held(elsewhere)] }, [0, 1, 0]],
  ["one held while it waits", { held: [held(anInstance())] }, [0, 1, 0]],
  ["one held under another award", { held: [held(allocated, "x/0")] }, [0, 1, 0]],
  ["one held by nobody known", { held: [held(undefined)] }, [0, 0, 1]],
] as const)("%s", (_, moment, expected) => {
  expect(counts(moment)).toEqual(expected);
});

test("instances that wait are placed although nothing was noticed", async () => {
  const house = aHouse();
  await house.bring("COMP-1", 2);
  const { instance } = await house.request("guestbook");
  await house.catchUp();
  await reconcile(house.ports);
  await house.catchUp();
  expect(await house.status(instance)).toMatchObject({ phase: "allocated" });
});

test("an award whose allocation got lost is allocated; a second pass writes nothing", async () => {
  const house = aHouse();
  await house.bring("COMP-1", 2);
  const { instance } = await house.request("guestbook");
  await house.catchUp();
  const send: typeof house.ports.send = async (command) => {
    if (command.kind === "allocate-partition") throw new Error("lost on its way");
    return house.ports.send(command);
  };
  await expect(reconcile({ ...house.ports, send })).rejects.toThrow("lost on its way");
  await house.catchUp();
  expect(await house.status(instance)).toMatchObject({ phase: "awarded" });

  await reconcile(house.ports);
  await house.catchUp();
  expect(await house.status(instance)).toMatchObject({ phase: "allocated" });
  const length = await house.length();
  await reconcile(house.ports);
  expect(await house.length()).toBe(length);
});

test("a partition got while the award lapsed is complained of and given back", async () => {
  const house = aHouse();
  await house.bring("COMP-1", 1);
  const { instance } = await house.request("guestbook");
  const tree = "TREE-guestbook";
  const [awarded] = await house.demand("award-instance", { streamId: tree, detail: { instance } });
  const lapsed = { instance, award: awarded?.id ?? "" };
  await house.demand("lapse-award", { streamId: tree, detail: lapsed });
  await house.demand("allocate-partition", { streamId: "COMP-1", detail: { ...lapsed, tree } });
  await house.catchUp();
  await reconcile(house.ports);
  expect(house.lines).toMatchObject([{ level: "error", computer: "COMP-1", ...lapsed }]);
  expect(await house.count("partition-released")).toBe(1);
  await house.catchUp();
  await reconcile(house.ports);
  await house.catchUp();
  expect(await house.status(instance)).toMatchObject({ phase: "allocated" });
});

test("more partitions than fit on a page are compared page by page", async () => {
  const house = aHouse();
  await house.bring("COMP-1", pageMax + 1);
  const instances: string[] = [];
  for (let index = 0; index <= pageMax; index++) {
    const { instance } = await house.request(`site-${index}`);
    const tree = `TREE-site-${index}`;
    const [awarded] = await house.demand("award-instance", {
      streamId: tree,
      detail: { instance, computer: "COMP-1" },
    });
    const detail = { instance, tree, award: awarded?.id ?? "" };
    await house.demand("allocate-partition", { streamId: "COMP-1", detail });
    instances.push(instance);
  }
  await house.catchUp();
  const first = await reconcile(house.ports);
  expect(first).toEqual({ held: `COMP-1 ${instances.toSorted()[pageMax - 1]}` });
  expect(house.lines).toHaveLength(0);
  expect(await reconcile(house.ports, first)).toBeUndefined();
});
