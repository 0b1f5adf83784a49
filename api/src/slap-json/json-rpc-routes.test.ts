import { afterEach, beforeEach, expect, test } from "vitest";
import { maySlap } from "#api/may-slap.ts";
import { jsonMethodNames } from "#api/slap-json/json-methods.ts";
import { jsonMarket, wish } from "#api/testing/json-market.ts";
import { hosted } from "#api/testing/market.ts";
import { bearer, type World, world } from "#api/testing/world.ts";

const trees = "slapos.allDocs.v0.instance_tree_list";
const places = [
  "/slap",
  "/slap/portal_web_services/slapos_master_api",
  "/portal_web_services/slapos_master_api",
];

let house: World;
beforeEach(async () => {
  house = await world();
});
afterEach(() => house.close());

async function send(url: string, payload: string | Buffer, headers: object = {}, method = "POST") {
  const type = { "content-type": "application/json" };
  const sent = { url, payload, headers: { ...bearer("ada"), ...type, ...headers } };
  // The method is one of the few that a row of a table has.
  return house.inject({ ...sent, method: method as "POST" });
}

test("there are the 24 methods of SlapOS, each with a row of who may call it", () => {
  expect(jsonMethodNames).toHaveLength(24);
  expect(jsonMethodNames.filter((name) => !(name in maySlap))).toEqual([]);
});

test.each(places)("the methods are found under %s", async (place) => {
  const { status, headers, body } = await send(`${place}/${trees}`, "{}");
  expect([status, body]).toEqual([200, { result_list: [] }]);
  expect(headers["content-type"]).toMatch(/^application\/json/);
  expect(headers["cache-control"]).toBe("no-store");
});

test.each([
  ["no JSON", "{", 400, "not-parsable-json-content"],
  ["nothing at all", "", 400, "not-parsable-json-content"],
  ["no UTF-8", Buffer.from([0x22, 0xff, 0x22]), 400, "not-parsable-json-content"],
  ["a prototype", '{"__proto__":{}}', 400, "not-parsable-json-content"],
  ["a list", "[]", 400, "not-json-object-content"],
  ["null", "null", 400, "not-json-object-content"],
  ["a text", '"title"', 400, "not-json-object-content"],
  ["a property that nobody knows", '{"title":"x"}', 400, "invalid-json-object-content"],
  ["half a character", '{"\\ud800":1}', 400, "invalid-json-object-content"],
])("%s as a body is %i %s", async (_, payload, expected, type) => {
  const { status, body } = await send(`/slap/${trees}`, payload);
  expect({ status, body }).toEqual({
    status: expected,
    body: { status: expected, type, title: expect.any(String) },
  });
});

test.each([
  ["title is missing", { ...wish, title: undefined }],
  ["title is longer than 200 characters", { ...wish, title: "x".repeat(201) }],
  ["state is none of started, stopped, destroyed", { ...wish, state: "start_requested" }],
  ["shared must be of type boolean", { ...wish, shared: "true" }],
  ["sla_parameters/region is a number", { ...wish, sla_parameters: { region: 1 } }],
  ["sla_parameters/retention_delay must be", { ...wish, sla_parameters: { retention_delay: "1" } }],
])("a request is refused since %s", async (says, input) => {
  const { status, body } = await send(
    "/slap/slapos.post.v0.software_instance",
    JSON.stringify(input),
  );
  expect([status, body.type]).toEqual([400, "invalid-json-object-content"]);
  expect(body.title).toContain(says);
});

test.each(["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])("%s is not-allowed", async (method) => {
  const { status, headers, body } = await send(`/slap/${trees}`, "{}", {}, method);
  expect([status, body.type, headers.allow]).toEqual([405, "not-allowed-http-method", "POST"]);
});

test.each([
  ["a form", { "content-type": "application/x-www-form-urlencoded" }],
  ["a text", { "content-type": "text/plain" }],
  ["what says nothing of itself", { "content-type": "" }],
])("%s is an unexpected media type", async (_, headers) => {
  const { status, body } = await send(`/slap/${trees}`, "{}", headers);
  expect([status, body.type]).toEqual([415, "unexpected-media-type"]);
});

test("a type with parameters and capitals is JSON as well", async () => {
  const headers = { "content-type": "Application/JSON; charset=utf-8" };
  expect((await send(`/slap/${trees}`, "{}", headers)).status).toBe(200);
});

test.each(places)("a method that is not there is 404 under %s", async (place) => {
  const { status, body } = await send(`${place}/slapos.get.v1.instance_tree`, "{}");
  expect({ status, body }).toEqual({
    status: 404,
    body: { status: 404, type: "unknown-method", title: expect.any(String) },
  });
});

test("a body beyond all reports is refused before it is read", async () => {
  const { status, body } = await send(`/slap/${trees}`, "x", { "content-length": "99999999" });
  expect([status, body.type]).toEqual([413, "BODY-TOO-LARGE"]);
});

test("whoever is not known is told so in this form, and nothing more", async () => {
  const reply = await house.inject({
    ...{ method: "POST", url: `/slap/${trees}`, payload: "{}" },
    headers: { "content-type": "application/json", authorization: "Bearer a-wrong-token" },
  });
  expect(reply).toMatchObject({ status: 401, body: { status: 401, type: "UNAUTHENTICATED" } });
});

test("an answer that is not of its own schema never leaves the house, and is logged", async () => {
  const find: World["ports"]["contacts"]["find"] = async (references) => {
    const at = "2026-01-01T00:00:00.000Z";
    // As a store would do it that broke its word.
    const contact = { text: 42, at, createdAt: at, since: at } as unknown as { text: string };
    return new Map(references.map((one) => [one, { ...contact, at, createdAt: at, since: at }]));
  };
  const broken = await world(() => ({ contacts: { note: () => undefined, find } }));
  const { offer } = await jsonMarket(broken);
  const question = { instance_guid: await hosted(broken, offer) };
  const show = "/slap/slapos.get.v0.software_instance";
  const { status, body } = await broken.post("ada", show, question);
  await broken.close();
  expect([status, body.type]).toEqual([500, "FAULT"]);
  expect(JSON.stringify(body)).not.toContain("schema");
  expect(broken.lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 50)).toEqual([
    expect.objectContaining({ code: "fault", err: expect.anything() }),
  ]);
});

test("a fault behind the Master is told as one, under an id", async () => {
  const send = () => Promise.reject(new Error("password of the database is wrong"));
  const broken = await world(() => ({ send }));
  const request = "/slap/slapos.post.v0.software_instance";
  const { status, body } = await broken.post("ada", request, wish);
  await broken.close();
  expect([status, body.type]).toEqual([500, "FAULT"]);
  expect(JSON.stringify(body)).not.toContain("password");
});

test.each([
  ["slapos.allDocs.v0.instance_tree_list", "{}", 200, '{"result_list":[]}'],
  [
    "slapos.post.v0.software_instance",
    '{"title":"web","software_release_uri":"/opt/a.cfg","software_type":"RootSoftwareInstance",' +
      '"state":"destroyed"}',
    200,
    '{"message":"Software Instance Not Ready","name":"SoftwareInstanceNotReady","status":102}',
  ],
  [
    "slapos.get.v0.instance_tree",
    '{"title":"web"}',
    403,
    '{"status":403,"type":"INSTANCE-TREE-NOT-FOUND",' +
      '"title":"You have no instance tree titled web."}',
  ],
  [
    "slapos.get.v0.instance_tree",
    "[]",
    400,
    '{"status":400,"type":"not-json-object-content","title":"the body is no JSON object"}',
  ],
])("%s of %s is answered with %i and these bytes", async (method, payload, status, bytes) => {
  const headers = { ...bearer("ada"), "content-type": "application/json" };
  const sent = { method: "POST", url: `/slap/${method}`, payload, headers } as const;
  const reply = await house.app.inject(sent);
  expect([reply.statusCode, reply.body]).toEqual([status, bytes]);
});
