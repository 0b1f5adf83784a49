import { ask } from "@partita/schemas/testing/ask.ts";
import { expect, test } from "vitest";
import { ownWrites } from "#allocator/own-writes.ts";
import { aHouse } from "#allocator/testing/house.ts";

test("the last position is that of what was written, and a refusal changes nothing", async () => {
  const house = aHouse();
  const { send, position } = ownWrites(house.ports.send);
  expect(position()).toBe(0n);
  await send(ask("register-computer", { actor: "organisation:hoster", streamId: "COMP-1" }));
  expect(position()).toBe(1n);
  await house.bring("COMP-2", 1);
  await send(ask("allocate-partition", { streamId: "COMP-1" }));
  expect(position()).toBe(1n);
  await send(ask("claim-computer", { streamId: "COMP-1" }));
  expect(position()).toBe(await house.store.head());
});
