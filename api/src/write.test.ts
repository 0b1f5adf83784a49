import { catchUp, memoryRows, projections } from "@partita/projections";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exampleOf, hosted, market, place } from "#api/testing/market.ts";
import { type World, world } from "#api/testing/world.ts";

let house: World;
let offer = "";
beforeEach(async () => {
  house = await world();
  ({ offer } = await market(house));
});
afterEach(() => house.close());

const request = (change = {}) => ({ ...exampleOf("request-instance"), ...change });

test("a command is answered with its movements, and where they stand in the log", async () => {
  const { status, headers, body } = await house.post(
    "hoster",
    "/v1/offers",
    exampleOf("publish-offer"),
  );
  const head = await house.ports.store.head();
  expect(status).toBe(201);
  expect(headers["partita-position"]).toBe(`${head}`);
  expect(body).toEqual({
    movements: [expect.stringMatching(/\/0$/)],
    position: `${head}`,
    subject: expect.stringMatching(/^OFFER-/),
  });
});

test("a wish that is true already is answered 200, and writes nothing", async () => {
  const before = await house.kinds();
  const { status, body } = await house.post("comp1", "/v1/computers/COMP-1/claim", {
    agent: "agent-1",
  });
  expect({ status, body }).toEqual({ status: 200, body: { movements: [], subject: "COMP-1" } });
  expect(await house.kinds()).toEqual(before);
});

test("the same Idempotency-Key gives the first answer, and writes once", async () => {
  const key = { "idempotency-key": "offer-of-monday" };
  const first = await house.post("hoster", "/v1/offers", exampleOf("publish-offer"), key);
  const before = await house.kinds();
  const again = await house.post("hoster", "/v1/offers", exampleOf("publish-offer"), key);
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(first.body);
  expect(await house.kinds()).toEqual(before);
});

test("an Idempotency-Key that was used for another command is refused", async () => {
  const key = { "idempotency-key": "offer-of-monday" };
  await house.post("hoster", "/v1/offers", exampleOf("publish-offer"), key);
  const other = { ...exampleOf("publish-offer"), validUntil: "2027-01-01T00:00:00.000Z" };
  const { status, body } = await house.post("hoster", "/v1/offers", other, key);
  expect([status, body.code]).toEqual([422, "command-id-reused"]);
});

test("a request waits with 202 until its instance is what was asked for", async () => {
  const waiting = await house.post("ada", "/v1/instances", request());
  expect(waiting.status).toBe(202);
  expect(waiting.body.instance).toMatchObject({ phase: "requested", state: "started" });
  await place(house, waiting.body.instance, { offer, buyer: "person:ada" });
  const path = `/v1/instances/${waiting.body.subject}`;
  await house.post("comp1", `${path}/reports`, { agent: "agent-1", state: "started" });
  await house.post("comp1", `${path}/connection`, {
    agent: "agent-1",
    connection: { url: "http://x/" },
  });
  const { status, body } = await house.post("ada", "/v1/instances", request());
  expect(status).toBe(200);
  expect(body).toMatchObject({
    movements: [],
    subject: waiting.body.subject,
    instance: { phase: "started", connection: { url: "http://x/" } },
  });
});

test("destroying what does not exist creates nothing, and nobody waits", async () => {
  const { status, body } = await house.post(
    "ada",
    "/v1/instances",
    request({ state: "destroyed" }),
  );
  expect(status).toBe(200);
  expect(body).toEqual({ movements: [], subject: expect.stringMatching(/^TREE-/) });
});

test("a child lives in its requester's tree and belongs to the owner of the tree", async () => {
  const requester = await hosted(house, offer);
  const { status, body } = await house.post(
    "comp1",
    "/v1/instances",
    request({ title: "db", requester }),
  );
  const { instance } = (await house.get("ada", `/v1/instances/${requester}`)).body;
  expect(status).toBe(202);
  expect(body.instance).toMatchObject({ owner: "person:ada", requester, tree: instance.tree });
});

test("when the projections are slow, the answer comes without what they would show", async () => {
  const slow = await world(({ rows }) => ({ rows: { ...rows, reached: async () => false } }));
  const { status, body } = await slow.post("ada", "/v1/instances", request());
  await slow.close();
  expect(status).toBe(202);
  expect(body.movements).toHaveLength(1);
});

test("nobody is denied because of slow projections: they are asked to come again", async () => {
  const slow = await world(({ rows }) => ({ rows: { ...rows, reached: async () => false } }));
  const { status, headers, body } = await slow.post(
    "hoster",
    "/v1/offers",
    exampleOf("publish-offer"),
  );
  await slow.close();
  expect([status, body.code, headers["retry-after"]]).toEqual([503, "projection-behind", "1"]);
});

test("what the projections have not heard of yet is waited for before a denial", async () => {
  const late = memoryRows();
  const behind = await world(({ store }) => ({
    rows: {
      ...late,
      reached: async () => {
        await catchUp({ store, rows: late, projections });
        return true;
      },
    },
  }));
  await behind.house("register-computer", { actor: "organisation:hoster", streamId: "COMP-1" });
  const path = "/v1/computers/COMP-1/software";
  const { status } = await behind.post("hoster", path, exampleOf("supply-software"));
  await behind.close();
  expect(status).toBe(201);
});
