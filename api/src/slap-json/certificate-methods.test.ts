import { X509Certificate } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { call, called, jsonMarket } from "#api/testing/json-market.ts";
import { hosted } from "#api/testing/market.ts";
import { type World, world } from "#api/testing/world.ts";

const ofInstance = "slapos.get.v0.software_instance_certificate";
const make = "slapos.post.v0.compute_node_certificate";
const take = "slapos.remove.v0.compute_node_certificate";
const ofComputer = { computer_guid: "COMP-1" };

let house: World;
let guid: string;
beforeEach(async () => {
  house = await world();
  const { offer } = await jsonMarket(house);
  guid = await hosted(house, offer);
});
afterEach(() => house.close());

test("a computer has one certificate at a time, whose key is told once", async () => {
  const made = await called(house, "comp1", make, ofComputer);
  expect(made.certificate).toContain("COMP-1/email");
  expect(made.key).toMatch(/^-----BEGIN (RSA )?PRIVATE KEY-----/);
  const shown = new X509Certificate(made.certificate.slice(made.certificate.indexOf("-----BEGIN")));
  expect(shown.subject).toContain("COMP-1");
  const again = await call(house, "comp1", make, ofComputer);
  expect([again.status, again.body.type]).toEqual([409, "CERTIFICATE-ACTIVE"]);
  expect(await called(house, "hoster", take, ofComputer)).toEqual({
    type: "success",
    title: "compute node certificate removed",
  });
  const gone = await call(house, "hoster", take, ofComputer);
  expect([gone.status, gone.body.type]).toEqual([403, "OBJECT-NODE-NOT-FOUND"]);
  expect((await called(house, "hoster", make, ofComputer)).key).not.toBe(made.key);
});

test("an instance gets its certificate, and the same again; so does its computer", async () => {
  const made = await called(house, "comp1", ofInstance, { instance_guid: guid });
  expect(new X509Certificate(made.certificate).subject).toContain(guid);
  expect(await called(house, "guestbook", ofInstance, { instance_guid: guid })).toEqual(made);
});

test("keys are kept nowhere in the log", async () => {
  const { key } = await called(house, "comp1", make, ofComputer);
  await called(house, "comp1", ofInstance, { instance_guid: guid });
  const all = JSON.stringify(
    (await house.ports.store.readAll(0n, 1000)).map(({ movement }) => movement),
  );
  expect(all).not.toContain("PRIVATE KEY");
  expect(house.lines.join("")).not.toContain(key.split("\n")[1]);
});

test.each([
  [make, "comp2", ofComputer, "COMPUTE-NODE-NOT-FOUND"],
  [make, "ada", ofComputer, "COMPUTE-NODE-NOT-FOUND"],
  [make, "auditor", ofComputer, "FORBIDDEN"],
  [take, "rival", ofComputer, "COMPUTE-NODE-NOT-FOUND"],
  [take, "hoster", { computer_guid: "COMP-NONE" }, "COMPUTE-NODE-NOT-FOUND"],
  [ofInstance, "comp2", {}, "SOFTWARE-INSTANCE-NOT-FOUND"],
  [ofInstance, "stranger", {}, "SOFTWARE-INSTANCE-NOT-FOUND"],
  [ofInstance, "ada", {}, "FORBIDDEN"],
  [ofInstance, "auditor", {}, "FORBIDDEN"],
] as const)("%s is not for %s, of %o", async (method, caller, input, type) => {
  const asked = method === ofInstance ? { instance_guid: guid } : input;
  const { status, body } = await call(house, caller, method, asked);
  expect({ status, body }).toEqual({
    status: 403,
    body: { status: 403, type, title: expect.any(String) },
  });
});
