import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { agents, exampleOf, expected, hosted, market } from "#api/testing/market.ts";
import { type Caller, type World, world } from "#api/testing/world.ts";

let house: World;
let offer = "";
let instance = "";
beforeEach(async () => {
  house = await world();
  ({ offer } = await market(house));
  instance = await hosted(house, offer);
});
afterEach(() => house.close());

const path = (rest = "") => `/v1/instances/${instance}${rest}`;
const report = (state: string) =>
  house.post("comp1", path("/reports"), { agent: agents.comp1, state });
const look = (caller: Caller = "ada") => house.get(caller, path());

describe("an instance over REST", () => {
  test("is amended in part; what is not named stays", async () => {
    const { status, body } = await house.post("ada", path("/amendments"), {
      parameters: { greeting: "Good evening" },
    });
    expect(status).toBe(202);
    expect(body.instance).toMatchObject({
      parameters: { greeting: "Good evening" },
      conditions: exampleOf("request-instance").conditions,
      revision: 2,
    });
  });

  test("is stopped, started and destroyed", async () => {
    for (const [verb, state] of [
      ["stop", "stopped"],
      ["start", "started"],
      ["destroy", "destroyed"],
    ]) {
      const { body } = await house.post("ada", path(`/${verb}`), {});
      expect(body.instance).toMatchObject({ state });
    }
    const again = await house.post("ada", path("/start"), {});
    expect(again).toMatchObject({ status: 404, body: { code: "no-such-instance" } });
  });

  test("what is wished already writes nothing", async () => {
    const before = await house.kinds();
    const { status, body } = await house.post("ada", path("/start"), {});
    expect([status, body.movements]).toEqual([202, []]);
    expect(await house.kinds()).toEqual(before);
  });

  test("is renamed, and found by its new title", async () => {
    const renamed = await house.post("ada", path("/title"), { title: "our-guestbook" });
    expect(renamed.body.instance).toMatchObject({ title: "our-guestbook", revision: 2 });
    const wish = { ...exampleOf("request-instance"), title: "our-guestbook" };
    const again = await house.post("ada", "/v1/instances", wish);
    expect(again.body).toMatchObject({ movements: [], subject: instance });
  });

  test("a title that was given up is free for another tree", async () => {
    await house.post("ada", path("/title"), { title: "our-guestbook" });
    const { body } = await house.post("ada", "/v1/instances", exampleOf("request-instance"));
    expect(body.instance.instance).not.toBe(instance);
    expect(body.instance.title).toBe("my-guestbook");
  });

  test("what is requested while its forerunner is wiped is shown, not the forerunner", async () => {
    const shown = new Set([instance]);
    for (let last = instance; shown.size < 4; ) {
      await house.post("ada", `/v1/instances/${last}/destroy`, {});
      const { body } = await house.post("ada", "/v1/instances", exampleOf("request-instance"));
      expect(body.instance).toMatchObject({ state: "started", phase: "requested" });
      last = body.subject;
      shown.add(last);
    }
  });

  test.each(["bob", "hoster", "comp2", "auditor", "operator"] as const)(
    "is not %s's to change",
    async (caller) => {
      const before = await house.kinds();
      for (const rest of ["/amendments", "/stop", "/start", "/destroy"])
        expect([403, 404]).toContain((await house.post(caller, path(rest), {})).status);
      expect(await house.kinds()).toEqual(before);
    },
  );
});

describe("If-Match", () => {
  test("lets through who saw the wish as it is, whatever was reported since", async () => {
    const { etag } = (await look()).headers;
    expected(201, await report("started"));
    const headers = { "if-match": `${etag}` };
    const { body } = await house.post("ada", path("/stop"), {}, headers);
    expect(body.instance).toMatchObject({ state: "stopped" });
  });

  test("refuses who saw an older wish, and changes nothing", async () => {
    const { etag } = (await look()).headers;
    await house.post("ada", path("/amendments"), { parameters: {} });
    const before = await house.kinds();
    const headers = { "if-match": `${etag}` };
    const late = await house.post("ada", path("/stop"), {}, headers);
    expect(late).toMatchObject({ status: 412, body: { code: "wish-changed" } });
    expect(await house.kinds()).toEqual(before);
  });

  test("of two who amend what both saw, one wins", async () => {
    const headers = { "if-match": `${(await look()).headers.etag}` };
    const replies = await Promise.all(
      ["one", "two", "three"].map((greeting) =>
        house.post("ada", path("/amendments"), { parameters: { greeting } }, headers),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([202, 412, 412]);
  });
});

test("a client that has an instance's state already is told so", async () => {
  const { etag } = (await look()).headers;
  const headers = { authorization: "Bearer the-secret-token-of-ada", "if-none-match": `${etag}` };
  expect((await house.inject({ url: path(), headers })).status).toBe(304);
  await report("started");
  expect((await house.inject({ url: path(), headers })).status).toBe(200);
});

describe("Prefer: wait", () => {
  test("answers a command when the instance has settled", async () => {
    const stopping = house.post("ada", path("/stop"), {}, { prefer: "wait=20" });
    await untilState("stopped");
    await report("stopped");
    const { status, body, headers } = await stopping;
    expect(status).toBe(201);
    expect(body.instance).toMatchObject({ phase: "stopped" });
    expect(headers["preference-applied"]).toBe("wait=20");
  });

  test("answers a question when the instance has settled", async () => {
    const headers = { authorization: "Bearer the-secret-token-of-ada", prefer: "wait=20" };
    const waiting = house.inject({ url: path(), headers });
    await report("started");
    expect((await waiting).body.instance).toMatchObject({ phase: "started" });
  });

  test("answers please wait when the time is over", async () => {
    const { status } = await house.post("ada", path("/stop"), {}, { prefer: "wait=0" });
    expect(status).toBe(202);
  });
});

describe("a tree", () => {
  test("is shown whole to its owner, the root first", async () => {
    const child = { ...exampleOf("request-instance"), title: "database", requester: instance };
    expected(202, await house.post("comp1", "/v1/instances", child));
    const { tree } = (await look()).body.instance;
    const { body } = await house.get("ada", `/v1/trees/${tree}`);
    const titles = body.instances.map((one: { title: string }) => one.title);
    expect([body.owner, titles]).toEqual(["person:ada", ["my-guestbook", "database"]]);
  });

  test("is no tree for who sees nothing of it", async () => {
    const { tree } = (await look()).body.instance;
    const strange = await house.get("bob", `/v1/trees/${tree}`);
    expect(strange).toMatchObject({ status: 404, body: { code: "no-such-tree" } });
  });
});

describe("a computer", () => {
  test("has a status: what the log says, and when it was heard of", async () => {
    house.ports.contacts.note({
      reference: "COMP-1",
      text: "#access COMP-1",
      at: house.ports.clock(),
    });
    const { body } = await house.get("hoster", "/v1/computers/COMP-1");
    expect(body).toMatchObject({
      computer: { computer: "COMP-1", owner: "organisation:hoster" },
      partitions: [{ reference: "slappart0" }, { reference: "slappart1" }],
      contact: { text: "#access COMP-1", freshness: "fresh" },
    });
  });

  test("of somebody else shows nothing of it", async () => {
    expect((await house.get("rival", "/v1/computers/COMP-1")).status).toBe(403);
  });

  test("that is closed takes no instance, and says so", async () => {
    await house.post("hoster", "/v1/computers/COMP-1/scope", { scope: "close/maintenance" });
    const { body } = await house.get("hoster", "/v1/computers/COMP-1");
    expect(body.computer.scope).toBe("close/maintenance");
  });
});

async function untilState(state: string): Promise<void> {
  await expect.poll(async () => (await look()).body.instance.state).toBe(state);
}
