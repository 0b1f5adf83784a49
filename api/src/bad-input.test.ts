import type { InjectOptions } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exampleOf, hosted, market } from "#api/testing/market.ts";
import { bearer, type World, world } from "#api/testing/world.ts";

let house: World;
let offer = "";
let before: readonly string[] = [];
beforeEach(async () => {
  house = await world();
  ({ offer } = await market(house));
  before = await house.kinds();
});
afterEach(() => house.close());

const json = { "content-type": "application/json" };
const request = (change: object) => ({ ...exampleOf("request-instance"), ...change });
const offered = (change: object) => ({ ...exampleOf("publish-offer"), ...change });
const prices = (change: object) => {
  const { prices: known } = exampleOf("publish-offer");
  return offered({ prices: Object.assign({}, known, change) });
};
const mebibytes = (count: number) => "x".repeat(count * 1024 * 1024);

/** Sends what should be refused; the log must not have grown by it. */
async function refusal(options: InjectOptions) {
  const { status, headers, body } = await house.inject({ method: "POST", ...options });
  expect(await house.kinds()).toEqual(before);
  expect(headers["content-type"]).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({ status, type: `/v1/problems/${body.code}` });
  return body;
}

const asAda = (payload: string | object, headers = {}) =>
  refusal({ url: "/v1/instances", payload, headers: { ...bearer("ada"), ...headers } });
const asHoster = (payload: string | object) =>
  refusal({ url: "/v1/offers", payload, headers: bearer("hoster") });

test.each([
  ["a name without quotes", "{title: 1}", "line 1, column 2: a name or } is expected here"],
  ["half a body", '{"title": "a', "line 1, column 11: a value is expected here"],
  ["nothing", "", "line 1, column 1: a value is expected here"],
  [
    "the name __proto__",
    '{"__proto__": {"role": "auditor"}}',
    "a name such as __proto__ is not accepted",
  ],
  ["a byte that is not UTF-8", Buffer.from([0x22, 0xff, 0x22]).toString("latin1"), "not UTF-8"],
])("malformed JSON: %s", async (_, text, detail) => {
  const payload = Buffer.from(text, text.includes("\xff") ? "latin1" : "utf8");
  const problem = await refusal({
    url: "/v1/instances",
    payload,
    headers: { ...bearer("ada"), ...json },
  });
  expect(problem.code).toBe("malformed-json");
  expect(problem.detail).toContain(detail);
});

test.each([
  ["an unknown field", { colour: "red" }, "/colour", "is not known here"],
  [
    "a parameter of more than 256 KiB",
    { parameters: { greeting: "x".repeat(262_145) } },
    "/parameters/greeting",
    "is longer than 262144 characters",
  ],
  ["U+0000 in a parameter", { parameters: { greeting: "\0" } }, "/parameters/greeting", "U+0000"],
  [
    "an unknown region",
    { conditions: { region: "europe/frnace" } },
    "/conditions/region",
    'did you mean "europe/france"?',
  ],
  [
    "an unknown condition",
    { conditions: { regoin: "europe" } },
    "/conditions/regoin",
    'did you mean "region"?',
  ],
  [
    "a price ceiling as a float",
    { conditions: { max_price: { amount: 4.5, currency: "EUR" } } },
    "/conditions/max_price/amount",
    'write it as a text: "4.5"',
  ],
])("a request with %s", async (_, change, path, message) => {
  const { code, errors } = await asAda(request(change));
  expect(code).toBe("schema-mismatch");
  expect(errors).toEqual([{ path, message: expect.stringContaining(message) }]);
});

test.each([
  ["a price as a float", prices({ hourly: 3.6 }), "/prices/hourly", 'write it as a text: "3.6"'],
  ["a negative price", prices({ hourly: "-1" }), "/prices/hourly", "is not a price as text"],
  [
    "an unknown currency",
    prices({ currency: "EURO" }),
    "/prices/currency",
    "is none of EUR, USD, JPY",
  ],
  [
    "a price for an unknown resource",
    prices({ usage: { "cpu-seconds": "1", "memory-gib-hour": "1", "disk-gib-hour": "1" } }),
    "/prices/usage/cpu-seconds",
    'did you mean "cpu-second"?',
  ],
  ["no computer", offered({ computers: [] }), "/computers", "must not have fewer than 1 items"],
])("an offer with %s", async (_, body, path, message) => {
  const { code, errors } = await asHoster(body);
  expect(code).toBe("schema-mismatch");
  expect(errors).toContainEqual({ path, message: expect.stringContaining(message) });
});

test("a parameter of 10 MiB", async () => {
  const problem = await asAda(request({ parameters: { greeting: mebibytes(10) } }));
  expect([problem.code, problem.status]).toEqual(["body-too-large", 413]);
  expect(problem.detail).toContain("JSON has at most 1048576 bytes");
});

test("a hundred thousand nested arrays", async () => {
  const deep = `{"parameters":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  const { code, detail } = await asAda(deep, json);
  expect(code).toBe("schema-mismatch");
  expect(detail).toContain("nests deeper than 16 levels");
});

test("a megabyte of broken JSON is refused in no time", async () => {
  const { code, detail } = await asAda(`{"a":"${"\\n".repeat(500_000)}", b}`, json);
  expect(code).toBe("malformed-json");
  expect(detail).toContain("column 1000010: a name is expected here");
});

test("a request without a body", async () => {
  const { code, detail } = await refusal({ url: "/v1/instances", headers: bearer("ada") });
  expect([code, detail]).toEqual(["schema-mismatch", "the body must be of type object"]);
});

test.each(["text/plain", "text/xml", "application/x-www-form-urlencoded"])(
  "a command as %s",
  async (type) => {
    const { code, status, detail } = await asAda("title=a", { "content-type": type });
    expect([code, status, detail]).toEqual([
      "unsupported-media-type",
      415,
      "send application/json",
    ]);
  },
);

test.each(["", "two words", "x".repeat(256)])("the Idempotency-Key %j", async (key) => {
  const problem = await asAda(request({}), { "idempotency-key": key });
  expect([problem.code, problem.status]).toEqual(["idempotency-key-malformed", 400]);
});

test.each([
  ["no token", {}, 'Bearer realm="partita"'],
  ["a wrong token", { authorization: "Bearer wrong" }, 'realm="partita", error="invalid_token"'],
  ["another scheme", { authorization: "Basic YWRhOmFkYQ==" }, 'error="invalid_token"'],
])("an agent with %s", async (_, headers, challenge) => {
  const url = "/v1/computers/COMP-1/claim";
  const reply = await house.inject({ method: "POST", url, payload: { agent: "agent-1" }, headers });
  expect([reply.status, reply.body.code]).toEqual([401, "unauthenticated"]);
  expect(reply.headers["www-authenticate"]).toContain(challenge);
  expect(await house.kinds()).toEqual(before);
});

test("who has no token does not get to send a large body", async () => {
  const problem = await refusal({ url: "/v1/instances", payload: mebibytes(10) });
  expect(problem.code).toBe("unauthenticated");
});

test("a second agent that claims a computer", async () => {
  const problem = await refusal({
    url: "/v1/computers/COMP-1/claim",
    payload: { agent: "agent-2" },
    headers: bearer("comp1"),
  });
  expect([problem.code, problem.status]).toEqual(["computer-claimed-already", 409]);
  expect(problem.facts).toEqual({ holder: "agent-1" });
});

test.each(["my-guestbook", "db"])("a cycle of requests: db requests %s", async (title) => {
  const root = await hosted(house, offer);
  const body = { ...exampleOf("request-instance"), title: "db", requester: root };
  const { instance } = (await house.post("comp1", "/v1/instances", body)).body;
  const tree = { streamId: instance.tree, detail: { instance: instance.instance, offer } };
  await house.house("award-instance", { ...tree, detail: { ...tree.detail, computer: "COMP-1" } });
  before = await house.kinds();
  const cycle = { ...body, title, requester: instance.instance };
  const problem = await refusal({ url: "/v1/instances", payload: cycle, headers: bearer("comp1") });
  expect([problem.code, problem.status]).toEqual(["request-cycle", 409]);
});
