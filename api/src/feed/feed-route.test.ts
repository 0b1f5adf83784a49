import { once } from "node:events";
import { digestOf, instantOf } from "@partita/schemas";
import { HTTP } from "cloudevents";
import { EventSource } from "eventsource";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listening, offered, opened } from "#api/testing/listening.ts";
import { exampleOf, hosted, market } from "#api/testing/market.ts";
import { bearer, type Caller, type World, world } from "#api/testing/world.ts";

let house: World;
let url = "";
beforeEach(async () => {
  house = await world();
  url = `${await listening(house)}/v1/movements`;
});
afterEach(() => house.close());

const jsonl = { accept: "application/jsonl" };
async function linesFor(caller: Caller, search = "", headers: Record<string, string> = jsonl) {
  const reply = await fetch(`${url}${search}`, { headers: { ...bearer(caller), ...headers } });
  const lines = (await reply.text()).split("\n").slice(0, -1);
  return { reply, movements: lines.map((line) => JSON.parse(line)) };
}

function eventSource(caller: Caller, search = "") {
  const movements: { position: string }[] = [];
  const source = new EventSource(`${url}${search}`, {
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...init.headers, ...bearer(caller) } }),
  });
  source.onmessage = ({ data }) => void movements.push(JSON.parse(data));
  return {
    source,
    positions: () => movements.map(({ position }) => Number(position)),
    came: (count: number) =>
      vi.waitFor(() => expect(movements.length).toBeGreaterThanOrEqual(count), 20_000),
  };
}
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

test("12,000 movements come as JSON lines, each once and in order", async () => {
  await offered(house, 12_000);
  const { reply, movements } = await linesFor("bob");
  expect(reply.headers.get("content-type")).toBe("application/jsonl; charset=utf-8");
  expect(reply.headers.get("partita-position")).toBe("12000");
  expect(movements.map(({ position }) => Number(position))).toEqual(upTo(12_000));
  const rest = await linesFor("bob", "?after=11998");
  expect(rest.movements).toEqual(movements.slice(11_998));
});

test("kinds, categories and streams narrow a feed", async () => {
  await market(house);
  const kinds = async (search: string) =>
    (await linesFor("auditor", search)).movements.map(({ kind }) => kind);
  expect(await kinds("?kind=offer-published,computer-claimed")).toEqual([
    "computer-claimed",
    "computer-claimed",
    "offer-published",
  ]);
  expect(await kinds("?category=offer")).toEqual(["offer-published"]);
  expect(await kinds("?stream=computer-COMP-2")).toHaveLength(4);
  expect(await kinds("?stream=computer-COMP-2&kind=capacity-set")).toEqual(["capacity-set"]);
});

test.each([
  ["?kind=offer-publishd", "did you mean offer-published?"],
  ["?limit=3", "application/jsonl knows no limit; pages do"],
  ["?after=99999999999999999999", "no log reaches 99999999999999999999"],
])("what nobody can mean is refused: %s", async (search, detail) => {
  const headers = { ...bearer("auditor"), ...jsonl };
  const reply = await fetch(`${url}${search}`, { headers });
  expect(reply.status).toBe(400);
  expect((await reply.json()).detail).toContain(detail);
});

test("who takes none of our media types is told which there are", async () => {
  const headers = { ...bearer("auditor"), accept: "text/html" };
  const reply = await fetch(url, { headers });
  expect(reply.status).toBe(406);
  expect(await reply.json()).toMatchObject({
    code: "not-acceptable",
    detail: expect.stringContaining("text/event-stream"),
  });
});

test("each sees what it is a party to, and pages agree with lines", async () => {
  const { offer } = await market(house);
  await hosted(house, offer);
  const kinds = async (caller: Caller) => {
    const { movements } = await linesFor(caller);
    expect((await house.get(caller, "/v1/movements")).body.movements).toEqual(movements);
    return movements.map(({ kind }) => kind);
  };
  const all = await house.kinds();
  const ofInstance = ["instance-requested", "instance-awarded", "partition-allocated"];
  expect(await kinds("auditor")).toEqual(all);
  expect(await kinds("ada")).toEqual(["offer-published", ...ofInstance]);
  expect(await kinds("bob")).toEqual(["offer-published"]);
  expect(await kinds("accountant")).toEqual(["offer-published"]);
  const ofComputer = [
    "computer-registered",
    "software-supplied",
    "computer-claimed",
    "capacity-set",
  ];
  expect(await kinds("rival")).toEqual([...ofComputer, "offer-published"]);
  expect(await kinds("comp2")).toEqual([...ofComputer, "offer-published"]);
  const last = ["offer-published", "instance-awarded", "partition-allocated"];
  expect(await kinds("hoster")).toEqual([...ofComputer, ...last]);
  const { movements } = await linesFor("operator", "?kind=instance-requested");
  expect(movements).toMatchObject([
    { detail: { parameters: {} }, redacted: ["commandDigest", "detail.parameters"] },
  ]);
});

test("a page with a filter goes on behind what it looked through", async () => {
  await offered(house, 30);
  await house.post("ada", "/v1/instances", exampleOf("request-instance"));
  const { body } = await house.get("ada", "/v1/movements?kind=instance-requested&limit=5");
  expect(body).toMatchObject({ movements: [{ position: "31" }], position: "31", more: false });
  const first = (await house.get("ada", "/v1/movements?limit=5")).body;
  expect(first).toMatchObject({ position: "5", more: true });
});

test("EventSource is told what was, and then what happens", async () => {
  await offered(house, 600);
  const reader = eventSource("bob");
  try {
    await reader.came(600);
    await offered(house, 3, 600);
    await reader.came(603);
    expect(reader.positions()).toEqual(upTo(603));
  } finally {
    reader.source.close();
  }
});

test("a reader that is cut off misses nothing, and gets nothing twice", async () => {
  await offered(house, 400);
  const sockets = new Set<import("node:net").Socket>();
  house.app.server.on("connection", (socket) => void sockets.add(socket));
  const reader = eventSource("bob");
  try {
    for (let round = 1; round <= 3; round++) {
      await reader.came(400 + (round - 1) * 50);
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      await offered(house, 50, 400 + (round - 1) * 50);
    }
    await reader.came(550);
    expect(reader.positions()).toEqual(upTo(550));
  } finally {
    reader.source.close();
  }
});

test("Last-Event-ID goes before the position of the address", async () => {
  await offered(house, 5);
  const headers = { accept: "text/event-stream", "last-event-id": "3" };
  const response = await opened(`${url}?after=1`, "bob", headers);
  let text = "";
  for await (const chunk of response) {
    text += chunk;
    if (text.includes("id: 5")) break;
  }
  expect(text.match(/^id: \d+$/gm)).toEqual(["id: 4", "id: 5"]);
  expect(text).toMatch(/^retry: 2000\n\n/);
});

test("the CloudEvents library reads events, batches, lines and one alone", async () => {
  const [recorded] = await offered(house, 2);
  const expected = {
    specversion: "1.0",
    id: recorded?.movement.id,
    source: "/v1/movements",
    type: "partita.movement.offer-published",
    subject: "offer-OFFER-0",
    partitaposition: "1",
  };
  const inMedia = async (accept: string, search = "") => {
    const reply = await fetch(`${url}${search}`, { headers: { ...bearer("bob"), accept } });
    return {
      status: reply.status,
      headers: Object.fromEntries(reply.headers),
      body: await reply.text(),
    };
  };
  const batch = HTTP.toEvent(await inMedia("application/cloudevents-batch+json"));
  expect(batch).toMatchObject([expected, { subject: "offer-OFFER-1" }]);
  const one = HTTP.toEvent(await inMedia("application/cloudevents+json"));
  expect(one).toMatchObject(expected);
  expect(await inMedia("application/cloudevents+json", "?after=2")).toMatchObject({ status: 204 });
  const { movements } = await linesFor("bob", "?envelope=cloudevents");
  expect(movements[0]).toMatchObject(expected);
});

test("one reader may have ten feeds at once, and gets others when it closes them", async () => {
  const open = () => opened(url, "bob", { accept: "text/event-stream" });
  const feeds = await Promise.all(upTo(10).map(open));
  const refused = await open();
  expect([refused.statusCode, refused.headers["retry-after"]]).toEqual([429, "1"]);
  expect(JSON.parse((await refused.toArray()).join("")).code).toBe("too-many-feeds");
  const other = await opened(url, "ada", { accept: "text/event-stream" });
  expect(other.statusCode).toBe(200);
  for (const feed of [...feeds, other]) feed.destroy();
  await vi.waitFor(async () => {
    const again = await open();
    again.destroy();
    expect(again.statusCode).toBe(200);
  }, 10_000);
});

test("a server that closes ends its feeds in good order", async () => {
  const feed = await opened(url, "bob", { accept: "text/event-stream" });
  feed.resume();
  const ended = once(feed, "end");
  await house.app.close();
  await ended;
  expect(feed.complete).toBe(true);
});

test("HEAD tells what would come, and opens nothing", async () => {
  await offered(house, 2);
  const headers = { ...bearer("bob"), ...jsonl };
  const reply = await fetch(url, { method: "HEAD", headers });
  expect([reply.status, reply.headers.get("partita-position")]).toEqual([200, "2"]);
});

test("a feed ends when the token is revoked by which it was opened", async () => {
  const tokenHash = digestOf("for-the-feed");
  const expiresAt = instantOf(Date.parse(house.ports.clock()) + 86_400_000);
  const body = { ...exampleOf("issue-token"), role: "organisation", tokenHash, expiresAt };
  const issued = await house.post("hoster", "/v1/tokens", body);
  expect(issued.status).toBe(201);
  const headers = { authorization: "Bearer for-the-feed" };
  const reply = await fetch(url, { headers: { ...headers, accept: "text/event-stream" } });
  expect(reply.status).toBe(200);
  await house.post("hoster", `/v1/tokens/${issued.body.subject}/revocation`, {});
  // Ends only when the answer does.
  expect(await reply.text()).toContain("token-issued");
});
