import { afterEach, beforeEach, expect, test } from "vitest";
import { call, called, jsonMarket, release, wish } from "#api/testing/json-market.ts";
import { hosted } from "#api/testing/market.ts";
import { type World, world } from "#api/testing/world.ts";

const request = "slapos.post.v0.software_instance";
const showTree = "slapos.get.v0.instance_tree";
const show = "slapos.get.v0.software_instance";
const showPartition = "slapos.get.v0.compute_partition";
const notReady = {
  message: "Software Instance Not Ready",
  name: "SoftwareInstanceNotReady",
  status: 102,
};

let house: World;
let offer: string;
beforeEach(async () => {
  house = await world();
  offer = (await jsonMarket(house)).offer;
});
afterEach(() => house.close());

test("a request that waits is shown with no computer and no partition, and says why", async () => {
  const body = await called(house, "ada", request, wish);
  expect(body).toEqual({
    title: "my-guestbook",
    instance_guid: expect.stringMatching(/^INST-/),
    software_release_uri: release,
    software_type: "default",
    state: "started",
    connection_parameters: {},
    parameters: { greeting: "Welcome" },
    shared: false,
    root_instance_title: "my-guestbook",
    ip_list: [],
    full_ip_list: [],
    sla_parameters: { region: "europe" },
    computer_guid: "",
    compute_partition_id: "",
    processing_timestamp: expect.any(Number),
    access_status_message: "#building waits to be placed",
  });
});

test("an instance in a partition is shown with its addresses, however one asks", async () => {
  const guid = await hosted(house, offer);
  const shown = await called(house, "ada", show, { instance_guid: guid });
  expect(shown).toMatchObject({
    instance_guid: guid,
    computer_guid: "COMP-1",
    compute_partition_id: "slappart0",
    ip_list: [["slaptap0", "10.0.0.1"]],
    full_ip_list: [["route_slaptap0", "10.1.0.1", "10.1.0.254", "255.255.0.0", "10.1.0.0"]],
  });
  const place = { computer_guid: "COMP-1", compute_partition_id: "slappart0" };
  expect(await called(house, "comp1", showPartition, place)).toEqual(shown);
  expect(await called(house, "guestbook", show, { instance_guid: guid })).toEqual(shown);
  expect(await called(house, "ada", showTree, { title: "my-guestbook" })).toEqual(shown);
});

test("the timestamp is in microseconds, and another one after each change", async () => {
  const first = await called(house, "ada", request, wish);
  const changed = { ...wish, parameters: { greeting: "Good evening" } };
  const second = await called(house, "ada", request, changed);
  expect(`${first.processing_timestamp}`).toMatch(/^17672256\d{8}$/);
  expect(second.processing_timestamp).not.toBe(first.processing_timestamp);
});

test("a request that changes nothing writes nothing", async () => {
  await called(house, "ada", request, wish);
  const before = await house.kinds();
  await called(house, "ada", request, wish);
  expect(await house.kinds()).toEqual(before);
});

test("whoever has something destroyed is told that it is not ready, with 200", async () => {
  expect(await call(house, "ada", request, { ...wish, state: "destroyed" })).toEqual({
    status: 200,
    body: notReady,
  });
  expect(await house.kinds()).not.toContain("instance-requested");
  await hosted(house, offer);
  const destroying = await called(house, "ada", request, { ...wish, state: "destroyed" });
  expect(destroying).toEqual(notReady);
  expect(await called(house, "ada", showTree, { title: "my-guestbook" })).toEqual(notReady);
});

test("an instance requests a child as itself; its computer cannot in its place", async () => {
  await hosted(house, offer);
  const child = { ...wish, title: "my-database" };
  const body = await called(house, "guestbook", request, child);
  expect(body).toMatchObject({ title: "my-database", root_instance_title: "my-guestbook" });
  const { status, body: denied } = await call(house, "comp1", request, child);
  expect([status, denied.type]).toEqual([403, "FORBIDDEN"]);
});

test("parameters become the texts that software finds on its partition", async () => {
  const parameters = { count: 3, on: true, off: false, none: null, nested: { a: [1] }, text: "x" };
  const body = await called(house, "ada", request, { ...wish, parameters });
  expect(body.parameters).toEqual({
    count: "3",
    on: "True",
    off: "False",
    none: "None",
    nested: '{"a":[1]}',
    text: "x",
  });
});

test("what SlapOS demands beside our own conditions comes back as it was written", async () => {
  const sla_parameters = { computer_guid: "COMP-1", network_guid: "NET-1", retention_delay: 7.5 };
  const body = await called(house, "ada", request, { ...wish, sla_parameters });
  expect(body.sla_parameters).toEqual({ ...sla_parameters, retention_delay: "7.5" });
});

test.each([
  [show, "ada", { instance_guid: "INST-NONE" }, "SOFTWARE-INSTANCE-NOT-FOUND"],
  [show, "bob", { instance_guid: "the guestbook" }, "SOFTWARE-INSTANCE-NOT-FOUND"],
  [show, "comp2", { instance_guid: "the guestbook" }, "SOFTWARE-INSTANCE-NOT-FOUND"],
  [show, "stranger", { instance_guid: "the guestbook" }, "SOFTWARE-INSTANCE-NOT-FOUND"],
  [
    showPartition,
    "comp1",
    { computer_guid: "COMP-1", compute_partition_id: "slappart1" },
    "SOFTWARE-INSTANCE-NOT-FOUND",
  ],
  [
    showPartition,
    "comp2",
    { computer_guid: "COMP-1", compute_partition_id: "slappart0" },
    "SOFTWARE-INSTANCE-NOT-FOUND",
  ],
  [showTree, "bob", { title: "my-guestbook" }, "INSTANCE-TREE-NOT-FOUND"],
  [showTree, "ada", { title: "My-Guestbook" }, "INSTANCE-TREE-NOT-FOUND"],
] as const)("%s as %s of %o is a 403 of a type", async (method, caller, asked, type) => {
  const guid = await hosted(house, offer);
  const input = JSON.parse(JSON.stringify(asked).replace("the guestbook", guid));
  const { status, body } = await call(house, caller, method, input);
  expect({ status, body }).toEqual({
    status: 403,
    body: { status: 403, type, title: expect.any(String) },
  });
});
