import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answerMillisecondsMax, requestCheckMilliseconds } from "#api/limits.ts";
import { buildApi } from "#api/server.ts";
import { exampleOf, market } from "#api/testing/market.ts";
import { bearer, type World, world } from "#api/testing/world.ts";

let house: World;
beforeEach(async () => {
  house = await world();
});
afterEach(() => house.close());

test.each(["/", "/v2/offers", "/v1/offer", "/v1/instances/INST-1/trail/more"])(
  "nothing lives at %s",
  async (url) => {
    const { status, body } = await house.inject({ url });
    expect([status, body.code]).toEqual([404, "no-such-route"]);
  },
);

test.each([
  ["PUT", "/v1/instances", "GET, HEAD, POST"],
  ["DELETE", "/v1/offers/OFFER-1/terms", "POST"],
  ["GET", "/v1/computers/COMP-1/usage", "POST"],
  ["POST", "/v1/health", "GET, HEAD"],
] as const)("%s is not what %s takes, and it says what it takes", async (method, url, allow) => {
  const { status, headers, body } = await house.inject({ method, url, payload: "<a/>" });
  expect([status, body.code]).toEqual([405, "method-not-allowed"]);
  expect(headers.allow?.toString().split(", ").sort().join(", ")).toBe(allow);
});

test.each([
  ["an address with half an escape", "/v1/instances/%E0%A4%A", 400, "malformed-request"],
  ["a name longer than any", `/v1/instances/${"x".repeat(500)}`, 400, "malformed-request"],
])("%s is refused", async (_, url, expected, code) => {
  const { status, body } = await house.inject({ url, headers: bearer("ada") });
  expect([status, body.code]).toEqual([expected, code]);
});

test("health is answered to everybody", async () => {
  const { status, body } = await house.inject({ url: "/v1/health" });
  expect([status, body]).toEqual([200, { status: "up", log: "0", position: "0" }]);
});

test("a fault tells its id and nothing else, and is logged once under it", async () => {
  const send = () => Promise.reject(new Error("password of the database is wrong"));
  const broken = await world(() => ({ send }));
  const { status, headers, body } = await broken.post(
    "hoster",
    "/v1/computers/COMP-1/registration",
    exampleOf("register-computer"),
  );
  await broken.close();
  const logged = broken.lines.map((line) => JSON.parse(line));
  expect(status).toBe(500);
  expect(headers["content-type"]).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({ code: "fault", retryable: true });
  expect(JSON.stringify(body)).not.toContain("password");
  expect(logged).toHaveLength(1);
  expect(logged[0]).toMatchObject({ reqId: body.facts.fault, code: "fault", level: 50 });
  expect(logged[0].err.message).toContain("password of the database");
});

test("a command and a refusal are a line of the log each; none holds a token", async () => {
  await market(house);
  const commands = house.lines.map((line) => JSON.parse(line));
  expect(commands.length).toBeGreaterThan(0);
  expect(new Set(commands.map(({ method }) => method))).toEqual(new Set(["POST"]));
  expect(house.lines.join("")).not.toMatch(/token-of|Bearer/);
  house.lines.length = 0;
  await house.get("ada", "/v1/offers");
  await house.get("ada", "/v1/computers/COMP-1/duties");
  await house.inject({ url: "/v1/offers", headers: { authorization: "Bearer a-wrong-token" } });
  expect(house.lines.map((line) => JSON.parse(line).status)).toEqual([403, 401]);
  expect(house.lines.join("")).not.toMatch(/token-of|a-wrong-token|Bearer/);
});

test("a token that somebody logs by mistake is left out", async () => {
  house.app.log.info({ authorization: "Bearer secret", headers: { authorization: "secret" } });
  house.app.log.info({ req: { headers: { authorization: "secret" } }, token: "secret" });
  expect(house.lines).toHaveLength(2);
  expect(house.lines.join("")).not.toContain("secret");
});

test("without a log nothing is logged, and the API works all the same", async () => {
  const { log, ...silent } = house.ports;
  expect((await buildApi(silent).inject({ url: "/v1/health" })).statusCode).toBe(200);
  expect(log).toBeDefined();
});

/** What the server answers to bytes that are hardly a request. */
async function answerTo(bytes: string): Promise<string> {
  const { hostname, port } = new URL(await house.app.listen({ host: "127.0.0.1", port: 0 }));
  const socket = connect(Number(port), hostname, () => socket.end(bytes));
  return text(socket);
}

test.each([
  ["no HTTP", "HELLO\r\n\r\n", 400, "malformed-request"],
  [
    "too many headers",
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
    431,
    "headers-too-large",
  ],
])("%s is answered with a problem", async (_, bytes, status, code) => {
  const answer = await answerTo(bytes);
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain("application/problem+json");
  expect(JSON.parse(body)).toMatchObject({ status, code });
});

test("a body that does not come is too slow before the Master is said to be busy", () => {
  const { headersTimeout, requestTimeout } = house.app.server;
  // Node.js waits for the longer of both, and a check longer.
  const latest = Math.max(headersTimeout, requestTimeout) + requestCheckMilliseconds;
  expect(latest).toBeLessThan(answerMillisecondsMax);
});

/** A house that answers nothing before it is let go, and says how many questions have arrived. */
async function heldHouse() {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const arrivals: (() => void)[] = [];
  const slow = await world(({ rows }) => ({
    rows: {
      ...rows,
      read: (question) => {
        arrivals.shift()?.();
        return held.then(() => rows.read(question));
      },
    },
  }));
  const arrival = () => new Promise<void>((resolve) => arrivals.push(resolve));
  return { ...slow, letGo, arrival, url: await slow.app.listen({ host: "127.0.0.1", port: 0 }) };
}

test("a request under way is answered while the server closes, and no other", async () => {
  const { url, arrival, close, letGo } = await heldHouse();
  const arrived = arrival();
  const asked = fetch(`${url}/v1/offers`, { headers: bearer("ada") });
  await arrived;
  const closed = close();
  letGo();
  expect((await asked).status).toBe(200);
  await closed;
  await expect(fetch(`${url}/v1/offers`, { headers: bearer("ada") })).rejects.toThrow();
});

test("what arrives on an open connection while the server closes is answered as well", async () => {
  const { url, app, arrival, close, letGo } = await heldHouse();
  const { hostname, port } = new URL(url);
  const request = "GET /v1/health HTTP/1.1\r\nHost: partita\r\n\r\n";
  const first = arrival();
  const socket = connect(Number(port), hostname, () => socket.write(request));
  await first;
  const closed = close();
  await vi.waitUntil(() => !app.server.listening);
  const second = arrival();
  socket.write(request);
  await second;
  letGo();
  expect((await text(socket)).match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  await closed;
});
