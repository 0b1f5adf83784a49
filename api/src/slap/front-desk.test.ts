import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Told } from "#api/contacts/contacts.ts";
import type { Identity } from "#api/identities.ts";
import { changesSince } from "#api/remembered/changes.ts";
import { memoryKey, slapMemory } from "#api/remembered/slap-memory.ts";
import { frontDesk } from "#api/slap/front-desk.ts";
import { remembered } from "#api/slap/slap-routes.ts";
import { type World, world } from "#api/testing/world.ts";

const computer = { actor: "computer:COMP-1", role: "computer" } as const satisfies Identity;
const path = "/slap/getFullComputerInformation";
const query = "computer_id=COMP-1";
const body = Buffer.from("partition ".repeat(3000));
const answer = { status: 200, headers: { etag: '"1"', vary: "REMOTE_USER" }, body };

/** A desk in front of routes that answer 204 to all that comes to them. */
async function aDesk() {
  const changes = changesSince(0n);
  const memory = slapMemory(changes);
  const known = new Map<string, Identity>();
  const notes: string[] = [];
  const note = ({ reference }: Told) => void notes.push(reference);
  house = await world();
  const desk = frontDesk({
    ports: { ...house.ports, memory, contacts: { ...house.ports.contacts, note } },
    checks: { recall: ({ headers }) => known.get(headers.authorization ?? "") },
    endpoints: remembered,
  });
  server = createServer((request, response) => {
    if (!desk(request, response)) response.writeHead(204).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address with it.
  const { port } = server.address() as AddressInfo;
  const get = (url: string, headers: Record<string, string> = {}, method = "GET") =>
    fetch(`http://127.0.0.1:${port}${url}`, {
      method,
      headers: { authorization: "me", ...headers },
    });
  const key = memoryKey("getFullComputerInformation", computer, query) ?? "";
  const ground = { position: 1n, version: changes.version(), on: ["computer:COMP-1"] as const };
  return { get, notes, changes, known, keep: () => memory.keep(key, answer, ground), memory, key };
}

let house: World | undefined;
let server: ReturnType<typeof createServer> | undefined;
let desk: Awaited<ReturnType<typeof aDesk>>;
beforeEach(async () => {
  desk = await aDesk();
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await house?.close();
});

test("whoever is known, and asks what was asked before, is answered at once", async () => {
  desk.known.set("me", computer);
  desk.keep();
  const found = await desk.get(`${path}?${query}`, { "accept-encoding": "identity" });
  expect([found.status, found.headers.get("etag")]).toEqual([200, '"1"']);
  expect(await found.text()).toBe(body.toString());
  expect(desk.notes).toEqual(["COMP-1"]);
  const again = await desk.get(`${path}?${query}`, {
    ...{ "accept-encoding": "identity", "if-none-match": '"1"' },
  });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test("compressed, under a tag of its own, when it takes that", async () => {
  desk.known.set("me", computer);
  desk.keep();
  await expect.poll(() => desk.memory.find(desk.key)?.packed()).toBeDefined();
  const found = await desk.get(`${path}?${query}`, { "accept-encoding": "gzip" });
  const { headers } = found;
  expect([headers.get("etag"), headers.get("vary")]).toEqual([
    '"1.gz"',
    "REMOTE_USER, Accept-Encoding",
  ]);
  expect(Number(headers.get("content-length"))).toBe(gzipSync(body, { level: 1 }).length);
  expect(await found.text()).toBe(body.toString());
});

test.each([
  ["somebody who is not known by now", (at: typeof desk) => at.known.clear()],
  ["somebody else", (at: typeof desk) => at.known.set("me", { ...computer, role: "auditor" })],
  ["a question whose answer has changed", (at: typeof desk) => at.changes.touch("computer:COMP-1")],
])("%s goes on to be routed, and nothing is noted", async (_, change) => {
  desk.known.set("me", computer);
  desk.keep();
  change(desk);
  expect((await desk.get(`${path}?${query}`)).status).toBe(204);
  expect(desk.notes).toEqual([]);
});

test.each([
  ["another question", `${path}?computer_id=COMP-2`, "GET"],
  ["another method", `${path}?${query}`, "HEAD"],
  ["no question", path, "GET"],
  ["what is never remembered", `/slap/getComputerStatus?${query}`, "GET"],
])("%s goes on to be routed", async (_, url, method) => {
  desk.known.set("me", computer);
  desk.keep();
  expect((await desk.get(url, {}, method)).status).toBe(204);
});
