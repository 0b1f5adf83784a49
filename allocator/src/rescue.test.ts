import { findInstance } from "@partita/projections/instance-status/query.ts";
import { expect, test } from "vitest";
import { leaversAmong, lostIn, rescue, wouldLeave } from "#allocator/rescue.ts";
import { aHouse, type House } from "#allocator/testing/house.ts";
import { guestbook, now } from "#allocator/testing/market.ts";
import { aPlacedInstance } from "#allocator/testing/placed.ts";
import { readView } from "#allocator/view.ts";

const hoster = { actor: "organisation:hoster", streamId: "COMP-1" } as const;

async function wish(
  house: House,
  state: "started" | "destroyed",
  conditions: { on_loss?: "wait" | "move" } = {},
) {
  const detail = { title: "guestbook", softwareRelease: guestbook, state, conditions } as const;
  const changes = { actor: "person:ada", streamId: "TREE-guestbook", detail } as const;
  await house.demand("request-instance", changes);
}

async function leavers(house: House, instance: string) {
  await house.catchUp();
  return house.rows.read(async (rows) => {
    const status = await findInstance(rows, instance);
    const lost = lostIn(await readView(rows, now));
    return leaversAmong(status === undefined ? [] : [status], lost);
  });
}

test.each([
  ["started", {}, false],
  ["started", { on_loss: "wait" }, false],
  ["started", { on_loss: "move" }, true],
  ["stopped", { on_loss: "move" }, true],
  ["destroyed", {}, true],
] as const)("what is %s under %o would leave: %s", (state, conditions, expected) => {
  expect(wouldLeave({ state, conditions })).toBe(expected);
});

test("only who would leave a computer that is lost leaves it", async () => {
  const house = aHouse();
  const { instance, award } = await aPlacedInstance(house);
  await wish(house, "started", { on_loss: "move" });
  expect(await leavers(house, instance)).toEqual([]);
  await house.demand("declare-computer-lost", hoster);
  const leaver = { instance, tree: "TREE-guestbook", award, computer: "COMP-1" };
  expect(await leavers(house, instance)).toEqual([leaver]);
  await wish(house, "started");
  expect(await leavers(house, instance)).toEqual([]);
  await wish(house, "destroyed");
  expect(await leavers(house, instance)).toEqual([leaver]);
});

test("rescued twice, it waits again once, and its partition went back once", async () => {
  const house = aHouse();
  const { instance } = await aPlacedInstance(house);
  await wish(house, "started", { on_loss: "move" });
  await house.demand("declare-computer-lost", hoster);
  const [leaver] = await leavers(house, instance);
  if (leaver === undefined) throw new Error("nobody leaves");
  await rescue(house.ports, { ...leaver, causes: ["loss/0"] });
  await rescue(house.ports, { ...leaver, causes: [] });
  await house.catchUp();
  expect(await house.status(instance)).toMatchObject({ phase: "requested" });
  expect(await house.count("award-lapsed")).toBe(1);
  expect(await house.count("partition-released")).toBe(1);
});

test("what was to be destroyed is destroyed when its computer is lost", async () => {
  const house = aHouse();
  const { instance } = await aPlacedInstance(house);
  await wish(house, "destroyed");
  await house.demand("declare-computer-lost", hoster);
  for (const leaver of await leavers(house, instance))
    await rescue(house.ports, { ...leaver, causes: [] });
  await house.catchUp();
  expect(await house.status(instance)).toMatchObject({ phase: "destroyed" });
});
