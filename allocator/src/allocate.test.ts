import { expect, test } from "vitest";
import { allocate, askForPartition, openAwardOf } from "#allocator/allocate.ts";
import { aHouse, type House } from "#allocator/testing/house.ts";
import { anInstance, anOffer } from "#allocator/testing/market.ts";

const { prices } = anOffer();
const award = {
  award: "award/0",
  offer: "OFFER-1",
  seller: "organisation:hoster",
  computer: "COMP-1",
  prices,
} as const;

/** Awarded to COMP-1, which was not asked yet. */
async function anOpenAward(house: House, title: string) {
  const { instance } = await house.request(title);
  const [awarded] = await house.demand("award-instance", {
    streamId: `TREE-${title}`,
    detail: { instance, computer: "COMP-1" },
  });
  const status = { ...anInstance({ instance, tree: `TREE-${title}`, phase: "awarded" }) };
  const open = openAwardOf({ ...status, award: { ...award, award: awarded?.id ?? "" } });
  if (open === undefined) throw new Error("there is no open award");
  return open;
}

test.each([
  ["awarded", anInstance({ phase: "awarded", award }), "award/0"],
  ["allocated", anInstance({ phase: "allocated", award, partition: "slappart0" }), undefined],
  ["waiting", anInstance(), undefined],
  ["unknown", undefined, undefined],
] as const)("the open award of an instance that is %s", (_, status, expected) => {
  expect(openAwardOf(status)?.award).toBe(expected);
});

test("asked twice for the same award, a computer gives one partition", async () => {
  const house = aHouse();
  await house.bring("COMP-1", 2);
  const open = await anOpenAward(house, "guestbook");
  await askForPartition(house.ports, open);
  await allocate(house.ports, open);
  expect(await house.count("partition-allocated")).toBe(1);
  expect(await house.count("award-lapsed")).toBe(0);
});

test("refused, the award lapses with the reason, once, and it is logged", async () => {
  const house = aHouse();
  await house.bring("COMP-1", 0);
  const open = await anOpenAward(house, "guestbook");
  await allocate(house.ports, open);
  await allocate(house.ports, open);
  const log = (await house.store.readAll(0n, 100)).map(({ movement }) => movement);
  const lapsed = log.filter(({ kind }) => kind === "award-lapsed");
  expect(lapsed).toMatchObject([{ causes: [open.award], detail: { reason: "computer-full" } }]);
  expect(house.lines[0]).toMatchObject({ reason: "computer-full", award: open.award });
});

test("an award whose software changed since it was asked keeps its partition", async () => {
  const house = aHouse();
  await house.bring("COMP-1", 2);
  const open = await anOpenAward(house, "guestbook");
  await allocate(house.ports, open);
  await allocate(house.ports, { ...open, softwareRelease: "https://other.example/" });
  expect(await house.count("award-lapsed")).toBe(0);
});

test("a partition got under an earlier award goes back, and the award lapses", async () => {
  const house = aHouse();
  await house.bring("COMP-1", 1);
  const open = await anOpenAward(house, "guestbook");
  const earlier = { instance: open.instance, tree: open.tree, award: "lapsed/0" };
  await house.demand("allocate-partition", { streamId: "COMP-1", detail: earlier });
  await allocate(house.ports, open);
  const log = (await house.store.readAll(0n, 100)).map(({ movement }) => movement);
  const handed = log.filter(({ kind }) => kind.startsWith("partition-"));
  expect(handed).toMatchObject([
    { kind: "partition-allocated", detail: { award: "lapsed/0" } },
    { kind: "partition-released" },
  ]);
  expect(await house.count("award-lapsed")).toBe(1);
});

test("who asks under an award that lapsed takes nothing from the one after it", async () => {
  const house = aHouse();
  await house.bring("COMP-1", 1);
  const old = await anOpenAward(house, "guestbook");
  await house.demand("lapse-award", { streamId: old.tree, detail: old });
  const [next] = await house.demand("award-instance", {
    streamId: old.tree,
    detail: { instance: old.instance, computer: "COMP-1" },
  });
  const open = { ...old, award: next?.id ?? "" };
  await allocate(house.ports, open);
  await allocate(house.ports, old);
  expect(await house.count("partition-released")).toBe(0);
  expect(await house.count("award-lapsed")).toBe(1);
});
