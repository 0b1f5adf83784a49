import { expect, test } from "vitest";
import { release } from "#allocator/release.ts";
import { aHouse } from "#allocator/testing/house.ts";
import { aPlacedInstance } from "#allocator/testing/placed.ts";

test("the partition goes back once, because of what said that the instance is gone", async () => {
  const house = aHouse();
  const { instance, award } = await aPlacedInstance(house);
  const leaving = { instance, award, computer: "COMP-1", causes: ["destroyed/0"] };
  await release(house.ports, leaving);
  await release(house.ports, { ...leaving, causes: [] });
  const log = (await house.store.readAll(0n, 100)).map(({ movement }) => movement);
  const released = log.filter(({ kind }) => kind === "partition-released");
  expect(released.map(({ causes }) => causes)).toEqual([["destroyed/0"]]);
});
