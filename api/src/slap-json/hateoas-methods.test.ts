import { expect, onTestFinished, test } from "vitest";
import { world } from "#api/testing/world.ts";

test("the address is on the host that was asked for, and no secret", async () => {
  const house = await world();
  onTestFinished(() => house.close());
  const { status, body } = await house.inject({
    ...{ method: "POST", url: "/slap/slapos.get.v0.hateoas_url", payload: {} },
    headers: { host: "master.example:8020" },
  });
  expect([status, body]).toEqual([200, { hateoas_url: "http://master.example:8020/hateoas" }]);
});
