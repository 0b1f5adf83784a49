import { afterEach, beforeEach, expect, test } from "vitest";
import { call, called, jsonMarket, release } from "#api/testing/json-market.ts";
import { type World, world } from "#api/testing/world.ts";

const supply = "slapos.post.v0.software_installation";
const reportState = "slapos.put.v0.software_installation_reported_state";
const reportError = "slapos.put.v0.software_installation_error";
const list = "slapos.allDocs.v0.compute_node_software_installation_list";
const about = { computer_guid: "COMP-1", software_release_uri: release };

let house: World;
beforeEach(async () => {
  house = await world();
  await jsonMarket(house);
});
afterEach(() => house.close());

async function listed() {
  return called(house, "comp1", list, { computer_guid: "COMP-1" });
}

test("what is supplied is listed until its agent says that it is gone", async () => {
  const one = { software_release_uri: release, state: "available" };
  expect(await listed()).toEqual({ result_list: [one] });
  for (const reported_state of ["building", "available"])
    expect(await called(house, "comp1", reportState, { ...about, reported_state })).toEqual({
      type: "success",
      title: "reported state handled",
    });
  expect(await called(house, "hoster", supply, { ...about, state: "destroyed" })).toEqual({
    type: "success",
    title: "software installation state updated",
  });
  expect(await listed()).toEqual({ result_list: [{ ...one, state: "destroyed" }] });
  await called(house, "comp1", reportState, { ...about, reported_state: "destroyed" });
  expect(await listed()).toEqual({ result_list: [] });
});

test("software that is to stay cannot be reported gone", async () => {
  const before = await house.kinds();
  const { status, body } = await call(house, "comp1", reportState, {
    ...about,
    reported_state: "destroyed",
  });
  expect([status, body.type]).toEqual([403, "SOFTWARE-INSTALLATION-DESTROY-NOT-REQUESTED"]);
  expect(await house.kinds()).toEqual(before);
});

test("an error is kept with its message", async () => {
  const message = "no such mirror";
  expect(await called(house, "comp1", reportError, { ...about, message })).toEqual({
    type: "success",
    title: "error state handled",
  });
  const { body } = await house.get("comp1", "/v1/computers/COMP-1/duties");
  expect(body.software).toEqual([expect.objectContaining({ reported: "failed", message })]);
});

test.each([reportState, reportError])("%s is of software that is supplied", async (method) => {
  const said = method === reportState ? { reported_state: "building" } : { message: "?" };
  const other = { ...about, software_release_uri: "https://software.example/other.cfg", ...said };
  const { status, body } = await call(house, "comp1", method, other);
  expect([status, body.type]).toEqual([403, "SOFTWARE-INSTALLATION-NOT-FOUND"]);
});

test.each([
  ["hoster", { computer_guid: "COMP-NONE" }, "COMPUTE-NODE-NOT-FOUND"],
  ["rival", {}, "COMPUTE-NODE-NOT-FOUND"],
  ["comp2", {}, "COMPUTE-NODE-NOT-FOUND"],
  ["hoster", { software_release_uri: "no address" }, "SUPPLY-FAILED"],
  ["auditor", {}, "SUPPLY-FAILED"],
] as const)("as %s, %o, supplying is a 403 of type %s", async (caller, changes, type) => {
  const { status, body } = await call(house, caller, supply, { ...about, ...changes });
  expect({ status, body }).toEqual({
    status: 403,
    body: { status: 403, type, title: expect.any(String) },
  });
});

test("a state that is none of software is refused by the schema", async () => {
  const { status, body } = await call(house, "hoster", supply, { ...about, state: "started" });
  expect([status, body.type]).toEqual([400, "invalid-json-object-content"]);
});
