import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import { openOverOnePool } from "@partita/projections/testing/open-inventory.ts";
import { expect, test } from "vitest";
import { world } from "#api/testing/world.ts";

test("questions in plenty over one small pool wait for no connection of each other", async () => {
  const database = await testDatabase();
  const kept = await openOverOnePool(database.url, 2);
  const house = await world(() => kept);
  const url = "/v1/inventory?resource=partition&section=organisation:hoster&node=network:COMP-1";
  const asked = Array.from({ length: 20 }, () => house.get("hoster", url));
  const answers = await Promise.all(asked);
  expect(answers.map(({ status, body }) => [status, body.quantity])).toEqual(
    asked.map(() => [200, "0"]),
  );
  await house.close();
  await kept.close();
  await database.drop();
});

test("a position that the inventory has not reached is not answered yet", async () => {
  const house = await world(({ inventory }) => ({
    inventory: { ...inventory, reached: async () => false },
  }));
  await house.house("close-period", { streamId: "organisation:hoster" });
  const behind = await house.get("auditor", "/v1/inventory?resource=EUR&position=1");
  expect([behind.status, behind.body.code]).toEqual([503, "projection-behind"]);
  expect((await house.get("auditor", "/v1/offers?position=1")).status).toBe(200);
  await house.close();
});
