import { afterEach, beforeEach, expect, test } from "vitest";
import { call, called, jsonMarket, release, wish } from "#api/testing/json-market.ts";
import { hosted } from "#api/testing/market.ts";
import { type World, world } from "#api/testing/world.ts";

const onComputer = "slapos.allDocs.v0.compute_node_instance_list";
const software = "slapos.allDocs.v0.compute_node_software_installation_list";
const served = "slapos.allDocs.v0.instance_node_instance_list";
const trees = "slapos.allDocs.v0.instance_tree_list";
const request = "slapos.post.v0.software_instance";
const ofComputer = { computer_guid: "COMP-1" };

let house: World;
let guid: string;
beforeEach(async () => {
  house = await world();
  const { offer } = await jsonMarket(house);
  guid = await hosted(house, offer);
});
afterEach(() => house.close());

test.each(["comp1", "hoster", "guestbook"] as const)("%s lists what is there", async (caller) => {
  expect(await called(house, caller, onComputer, ofComputer)).toEqual({
    result_list: [
      {
        title: "my-guestbook",
        instance_guid: guid,
        state: "started",
        compute_partition_id: "slappart0",
        software_release_uri: release,
      },
    ],
  });
});

test("an instance is told of no software", async () => {
  expect(await called(house, "guestbook", software, ofComputer)).toEqual({ result_list: [] });
});

test("an instance lists the shared ones that it serves, as do its computer and owner", async () => {
  const shared = {
    ...wish,
    title: "a-page",
    shared: true,
    sla_parameters: { instance_guid: guid },
  };
  const { instance_guid: page } = await called(house, "ada", request, shared);
  const { body } = await house.get("ada", `/v1/instances/${guid}`);
  const { body: asked } = await house.get("ada", `/v1/instances/${page}`);
  await house.house("host-instance", {
    streamId: asked.instance.tree,
    detail: {
      instance: page,
      host: guid,
      hostTree: body.instance.tree,
      computer: "COMP-1",
      partition: "slappart0",
      seller: "organisation:hoster",
    },
  });
  for (const caller of ["guestbook", "comp1", "ada"] as const)
    expect(await called(house, caller, served, { instance_guid: guid })).toEqual({
      result_list: [
        {
          title: "a-page",
          instance_guid: page,
          software_type: "default",
          state: "started",
          parameters: { greeting: "Welcome" },
          compute_partition_id: "slappart0",
          software_release_uri: release,
        },
      ],
    });
  const publish = "slapos.put.v0.software_instance_connection_parameter";
  const connection = { instance_guid: page, connection_parameter_dict: { url: "http://page/" } };
  expect((await called(house, "guestbook", publish, connection)).title).toBe(
    "connection parameter updated",
  );
});

test("everybody's list of trees is its own, by title", async () => {
  await called(house, "ada", request, { ...wish, title: "another" });
  await called(house, "bob", request, { ...wish, title: "of-bob" });
  expect(await called(house, "ada", trees, {})).toEqual({
    result_list: [{ title: "another" }, { title: "my-guestbook" }],
  });
  await called(house, "ada", request, { ...wish, title: "another", state: "destroyed" });
  expect(await called(house, "ada", trees, {})).toEqual({
    result_list: [{ title: "my-guestbook" }],
  });
});

test.each([
  [onComputer, "comp2", ofComputer, "COMPUTE-NODE-NOT-FOUND"],
  [onComputer, "bob", ofComputer, "COMPUTE-NODE-NOT-FOUND"],
  [software, "rival", ofComputer, "COMPUTE-NODE-NOT-FOUND"],
  [software, "comp1", { computer_guid: "COMP-NONE" }, "COMPUTE-NODE-NOT-FOUND"],
  [served, "comp1", { instance_guid: "INST-NONE" }, "HOST-INSTANCE-NOT-FOUND"],
  [served, "stranger", { instance_guid: "INST-NONE" }, "HOST-INSTANCE-NOT-FOUND"],
] as const)("%s as %s of %o is a 403", async (method, caller, input, type) => {
  const { status, body } = await call(house, caller, method, input);
  expect({ status, body }).toEqual({
    status: 403,
    body: { status: 403, type, title: expect.any(String) },
  });
});
