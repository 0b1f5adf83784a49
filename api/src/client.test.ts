import { once } from "node:events";
import { createServer } from "node:http";
import {
  client,
  commandKinds,
  MasterRefusal,
  MasterUnreachable,
  writeTioxml,
} from "@partita/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { market } from "#api/testing/market.ts";
import { type Caller, tokenOf, type World, world } from "#api/testing/world.ts";

let house: World;
let url = "";
beforeAll(async () => {
  house = await world();
  await market(house);
  url = await house.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => house.close());

const as = (caller: Caller) => client({ url, token: tokenOf(caller) });
const requestInstance = commandKinds.find(({ kind }) => kind === "request-instance");
const detail = () => {
  if (requestInstance?.kind !== "request-instance") throw new Error("no request-instance");
  return requestInstance.example;
};

test("a client sends a command, and reads what it wrote", async () => {
  const { subject, position, instance } = await as("ada").send("request-instance", {
    detail: detail(),
  });
  expect(instance?.phase).toBe("requested");
  const answer = await as("ada").ask("instance-status", { instance: subject }, position);
  expect(answer.instance).toEqual(instance);
});

test("the same key again gives the first answer", async () => {
  const sending = { detail: { ...detail(), title: "twice" }, key: "k-1" };
  const first = await as("ada").send("request-instance", sending);
  const again = await as("ada").send("request-instance", sending);
  expect(again).toEqual(first);
});

test("names in the path are filled, also those with a colon", async () => {
  const to = { organisation: "organisation:hoster" };
  const { subject } = await as("accountant").send("close-period", { to, detail: {} });
  expect(subject).toBe("organisation:hoster");
  const { balances } = await as("accountant").ask("account-balance", {
    organisation: "organisation:hoster",
  });
  expect(balances).toEqual([]);
});

test("a usage report comes back with its verdicts", async () => {
  const period = { startsAt: "2026-01-01T00:00:00.000Z", stopsAt: "2026-01-01T00:00:01.000Z" };
  const line = { line: 1, resource: "cpu-second", reference: "slappart0", quantity: "1" };
  const xml = writeTioxml({ reference: "report-1", ...period, lines: [line] });
  const { verdicts } = await as("comp1").reportUsage("COMP-1", "agent-1", xml);
  expect(verdicts?.map(({ verdict }) => verdict)).toEqual(["unknown-item"]);
});

test("the Master's no is thrown with its problem", async () => {
  const refused = as("bob").ask("instance-status", { instance: "INST-NOBODYS" });
  await expect(refused).rejects.toBeInstanceOf(MasterRefusal);
  await expect(refused).rejects.toMatchObject({
    problem: { code: "no-such-instance", status: 404 },
  });
});

test("without a token a client is told to send one", async () => {
  await expect(client({ url }).ask("open-offers", {})).rejects.toMatchObject({
    problem: { code: "unauthenticated" },
  });
});

test("where no Master listens, the client says so", async () => {
  const nowhere = client({ url: "http://127.0.0.1:1" });
  await expect(nowhere.ask("health", {})).rejects.toBeInstanceOf(MasterUnreachable);
});

test.each(["hello", '{"hello": "world"}', ""])(
  "what answers %j is not taken for a Master",
  async (body) => {
    const other = createServer((_, reply) => reply.writeHead(404).end(body));
    await once(other.listen(0, "127.0.0.1"), "listening");
    const { port } = Object(other.address());
    const stranger = client({ url: `http://127.0.0.1:${port}` });
    await expect(stranger.ask("health", {})).rejects.toThrow(/is not a Master \(HTTP 404\)/);
    other.close();
  },
);
