import { afterEach, beforeEach, expect, test } from "vitest";
import { call, called, jsonMarket } from "#api/testing/json-market.ts";
import { hosted } from "#api/testing/market.ts";
import { type Caller, type World, world } from "#api/testing/world.ts";

const reportState = "slapos.put.v0.software_instance_reported_state";
const reportError = "slapos.put.v0.software_instance_error";
const bang = "slapos.put.v0.software_instance_bang";
const rename = "slapos.put.v0.software_instance_title";
const publish = "slapos.put.v0.software_instance_connection_parameter";

let house: World;
let guid: string;
beforeEach(async () => {
  house = await world();
  const { offer } = await jsonMarket(house);
  guid = await hosted(house, offer);
});
afterEach(() => house.close());

async function shown() {
  return called(house, "ada", "slapos.get.v0.software_instance", { instance_guid: guid });
}

test.each(["comp1", "guestbook"] as const)("%s reports that it is started", async (caller) => {
  const input = { instance_guid: guid, reported_state: "started" };
  expect(await called(house, caller, reportState, input)).toEqual({
    type: "success",
    title: "reported state handled",
  });
  expect(await house.kinds()).toContain("instance-started");
  expect((await shown()).access_status_message).toBe("#access Instance correctly started");
});

test("the same report again writes nothing", async () => {
  const input = { instance_guid: guid, reported_state: "started" };
  await called(house, "comp1", reportState, input);
  const before = await house.kinds();
  await called(house, "comp1", reportState, input);
  expect(await house.kinds()).toEqual(before);
});

test("destroyed is heard only of what is to be destroyed", async () => {
  const input = { instance_guid: guid, reported_state: "destroyed" };
  await called(house, "comp1", reportState, input);
  expect(await house.kinds()).not.toContain("instance-destroyed");
  const destroy = `/v1/instances/${guid}/destroy`;
  expect((await house.post("ada", destroy, {})).status).toBe(202);
  await called(house, "comp1", reportState, input);
  expect(await house.kinds()).toContain("instance-destroyed");
  const { body } = await call(house, "comp1", reportState, input);
  expect(body.type).toBe("SOFTWARE-INSTANCE-NOT-FOUND");
});

test("of an error the end is kept, and shown to whoever asks", async () => {
  const message = `${"x".repeat(3000)} since the disk is full`;
  const input = { instance_guid: guid, message };
  expect((await called(house, "comp1", reportError, input)).title).toBe("error state handled");
  expect((await shown()).access_status_message).toMatch(/^#error …x+ since the disk is full$/);
  expect(await house.kinds()).toContain("instance-failed");
});

test.each(["ada", "comp1", "guestbook"] as const)("%s bangs it", async (caller) => {
  const before = (await shown()).processing_timestamp;
  const input = { instance_guid: guid, message: "the web server is away" };
  expect((await called(house, caller, bang, input)).title).toBe("instance bang handled");
  expect(await house.kinds()).toContain("bang-raised");
  const after = await shown();
  expect(after.access_status_message).toBe("#error bang called: the web server is away");
  expect(after.processing_timestamp).not.toBe(before);
});

test("a new title is the instance's, and the tree's when it is the root", async () => {
  const input = { instance_guid: guid, title: "our-guestbook" };
  expect((await called(house, "ada", rename, input)).title).toBe("instance title updated");
  expect(await shown()).toMatchObject({
    title: "our-guestbook",
    root_instance_title: "our-guestbook",
  });
});

test("connection parameters are updated, or said to be what they were", async () => {
  const input = {
    instance_guid: guid,
    connection_parameter_dict: { url: "http://[::1]/", port: 1 },
  };
  expect(await called(house, "comp1", publish, input)).toEqual({
    type: "success",
    title: "connection parameter updated",
  });
  expect(await called(house, "guestbook", publish, input)).toEqual({
    type: "success",
    title: "connection parameter not modified as identical",
  });
  expect((await shown()).connection_parameters).toEqual({ url: "http://[::1]/", port: "1" });
});

const inputs = {
  [reportState]: { reported_state: "started" },
  [reportError]: { message: "it broke" },
  [bang]: { message: "it broke" },
  [rename]: { title: "mine" },
  [publish]: { connection_parameter_dict: {} },
} as const;

const strangers: readonly Caller[] = ["bob", "comp2", "stranger"];

test.each(Object.entries(inputs))("%s is no stranger's to call", async (method, input) => {
  const before = await house.kinds();
  for (const caller of strangers) {
    const { status, body } = await call(house, caller, method, { instance_guid: guid, ...input });
    expect([caller, status]).toEqual([caller, 403]);
    expect(["SOFTWARE-INSTANCE-NOT-FOUND", "FORBIDDEN"]).toContain(body.type);
  }
  const none = { instance_guid: "INST-NONE", ...input };
  expect((await call(house, "comp1", method, none)).body).toEqual({
    status: 403,
    type: "SOFTWARE-INSTANCE-NOT-FOUND",
    title: expect.any(String),
  });
  expect(await house.kinds()).toEqual(before);
});

test("a state that nobody can be in is refused by the schema", async () => {
  const input = { instance_guid: guid, reported_state: "failed" };
  const { status, body } = await call(house, "comp1", reportState, input);
  expect([status, body.type]).toEqual([400, "invalid-json-object-content"]);
});
