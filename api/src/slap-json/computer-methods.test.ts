import { writeTioxml } from "@partita/schemas";
import { afterEach, beforeEach, expect, test } from "vitest";
import { call, called, jsonMarket, twoPartitions } from "#api/testing/json-market.ts";
import { hosted } from "#api/testing/market.ts";
import { type World, world } from "#api/testing/world.ts";

const showStatus = "slapos.get.v0.compute_node_status";
const bang = "slapos.put.v0.compute_node_bang";
const format = "slapos.put.v0.compute_node_format";
const usage = "slapos.post.v0.compute_node_usage";
const instances = "slapos.allDocs.v0.compute_node_instance_list";
const ofComputer = { computer_guid: "COMP-1" };

let house: World;
let offer: string;
beforeEach(async () => {
  house = await world();
  offer = (await jsonMarket(house)).offer;
});
afterEach(() => house.close());

test("a computer that was never heard of has no data, and says so", async () => {
  expect(await called(house, "hoster", showStatus, ofComputer)).toEqual({
    created_at: expect.stringMatching(/ GMT$/),
    no_data: 1,
    no_data_since_15_minutes: 1,
    no_data_since_5_minutes: 1,
    portal_type: "Compute Node",
    reference: "COMP-1",
    since: expect.stringMatching(/ GMT$/),
    state: "",
    text: "#error no data found for COMP-1",
    user: "SlapOS Master",
  });
});

test("a computer that asks what is on it was heard of; its owner who asks is not it", async () => {
  await called(house, "hoster", instances, ofComputer);
  expect((await called(house, "comp1", showStatus, ofComputer)).no_data).toBe(1);
  await called(house, "comp1", instances, ofComputer);
  expect(await called(house, "comp1", showStatus, ofComputer)).toMatchObject({
    text: "#access COMP-1",
    no_data_since_5_minutes: 0,
    user: "COMP-1",
  });
});

test("silence is told after four and after eight minutes", async () => {
  await called(house, "comp1", instances, ofComputer);
  house.pass(4 * 60_000);
  expect(await called(house, "comp1", showStatus, ofComputer)).toMatchObject({
    no_data_since_5_minutes: 1,
    no_data_since_15_minutes: 0,
  });
  house.pass(4 * 60_000);
  expect(await called(house, "comp1", showStatus, ofComputer)).toMatchObject({
    no_data_since_15_minutes: 1,
  });
});

test("a bang is kept with what is on the computer, and shown", async () => {
  await hosted(house, offer);
  const input = { ...ofComputer, message: "Reboot" };
  expect(await called(house, "comp1", bang, input)).toEqual({
    type: "success",
    title: "compute node bang handled",
  });
  expect(await house.kinds()).toContain("computer-banged");
  expect((await called(house, "comp1", showStatus, ofComputer)).text).toBe("#error bang: Reboot");
});

test("a list of partitions takes the place of the one before, what is new is free", async () => {
  const third = { partition_id: "slappart2", capability_list: ["gpu"], seen_by: "some agent" };
  const list = [...twoPartitions, third];
  const input = { ...ofComputer, compute_partition_list: list };
  expect((await called(house, "comp1", format, input)).title).toBe("compute node format handled");
  const { body } = await house.get("hoster", "/v1/computers");
  expect(body.computers[0].free).toEqual(["slappart0", "slappart1", "slappart2"]);
  await called(house, "comp1", format, { ...ofComputer, compute_partition_list: [third] });
  const after = await house.get("hoster", "/v1/computers");
  expect(after.body.computers[0].free).toEqual(["slappart2"]);
});

test("the same format again writes nothing", async () => {
  const before = await house.kinds();
  await called(house, "comp1", format, { ...ofComputer, compute_partition_list: twoPartitions });
  expect(await house.kinds()).toEqual(before);
});

const report = writeTioxml({
  reference: "COMP-1-2026-01-01T00-01-00",
  startsAt: "2026-01-01T00:00:00.000Z",
  stopsAt: "2026-01-01T00:01:00.000Z",
  lines: [{ line: 1, resource: "cpu-second", reference: "slappart0", quantity: "42.5" }],
});

test("usage is taken, once", async () => {
  await hosted(house, offer);
  const input = { ...ofComputer, tioxml: report };
  expect((await called(house, "comp1", usage, input)).title).toBe("compute node usage handled");
  const before = await house.kinds();
  expect(before).toContain("usage-judged");
  await called(house, "comp1", usage, input);
  expect(await house.kinds()).toEqual(before);
});

/** As `slapos node report` writes it: dates in its own words, and no beginning. */
const slapgridReport =
  '<?xml version="1.0"?><journal><transaction type="Sale Packing List">' +
  "<title>Resource consumptions</title><start_date></start_date>" +
  "<stop_date>2026-01-01 at 00:00:30</stop_date><reference>COMP-1</reference>" +
  "<currency></currency><payment_mode></payment_mode><category></category>" +
  '<arrow type="Administration"><source></source><destination></destination></arrow>' +
  "<movement><resource>CPU Consumption</resource><title>web CPU</title>" +
  "<reference>slappart0</reference><quantity>42.5</quantity><price>0.0</price>" +
  "<VAT>None</VAT><category>None</category></movement></transaction></journal>";

test("usage is taken as slapgrid writes it", async () => {
  await hosted(house, offer);
  await called(house, "comp1", usage, { ...ofComputer, tioxml: slapgridReport });
  expect(await house.kinds()).toContain("usage-judged");
});

test.each(["", "<journal>", "<!DOCTYPE journal []><journal/>", "no XML"])(
  "%j is no TioXML, and nothing is stored",
  async (tioxml) => {
    const before = await house.kinds();
    const { status, body } = await call(house, "comp1", usage, { ...ofComputer, tioxml });
    expect([status, body.status, body.type]).toEqual([400, 400, "INVALIDATE_TIOXML"]);
    expect(await house.kinds()).toEqual(before);
  },
);

test.each([
  [showStatus, "comp1", {}],
  [bang, "comp1", { message: "Reboot" }],
  [format, "comp1", { compute_partition_list: [] }],
  [usage, "comp1", { tioxml: report }],
] as const)("%s about another computer is a 403", async (method, caller, input) => {
  for (const computer_guid of ["COMP-2", "COMP-NONE"]) {
    const { status, body } = await call(house, caller, method, { computer_guid, ...input });
    expect({ status, body }).toEqual({
      status: 403,
      body: { status: 403, type: "COMPUTE-NODE-NOT-FOUND", title: expect.any(String) },
    });
  }
});

test("where another agent is in charge, slapgrid is not", async () => {
  const path = "/v1/computers/COMP-2";
  await house.post("rival", `${path}/registration`, { title: "two", region: "europe" });
  await house.post("comp2", `${path}/claim`, { agent: "agent-2" });
  const input = { computer_guid: "COMP-2", compute_partition_list: twoPartitions };
  const { status, body } = await call(house, "comp2", format, input);
  expect([status, body.type]).toEqual([403, "AGENT-NOT-IN-CHARGE"]);
});
