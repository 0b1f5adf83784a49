import { expect, test } from "vitest";
import { becauseOf } from "#allocator/because.ts";
import { defer } from "#allocator/defer.ts";
import { aHouse } from "#allocator/testing/house.ts";

test("a reason is told once, and again when it is another", async () => {
  const house = aHouse();
  const { instance, cause } = await house.request("guestbook");
  const tell = async (reason: "no-offer" | "computer-full", because: string) => {
    await house.catchUp();
    const status = await house.status(instance);
    if (status === undefined) throw new Error("nobody knows it");
    const waiting = { instance: status, because: becauseOf(because) };
    await defer(house.ports, waiting, [{ reason, count: 1 }]);
    return house.count("allocation-deferred");
  };
  expect(await tell("no-offer", cause)).toBe(1);
  expect(await tell("no-offer", "another/0")).toBe(1);
  expect(await tell("computer-full", "third/0")).toBe(2);
});
