import { itemId } from "@partita/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, type World, world } from "#api/testing/world.ts";

let at: World;
const tree = "TREE-0000000001";

beforeAll(async () => {
  at = await world();
  const streamId = "COMP-1";
  const actor = itemId("computer", streamId) as `computer:${string}`;
  await at.house("register-computer", { streamId, actor: "organisation:hoster" });
  await at.house("claim-computer", { streamId, actor });
  const partitions = ["slappart0", "slappart1"].map((reference) => ({
    reference,
    address: "127.0.0.1",
  }));
  await at.house("set-capacity", { streamId, actor, detail: { partitions } });
  const releases = { streamId, actor: "organisation:hoster" } as const;
  await at.house("supply-software", releases);
  const [requested] = await at.house("request-instance", { streamId: tree, actor: "person:ada" });
  if (requested?.movement.kind !== "instance-requested") throw new Error("nothing was requested");
  const { instance } = requested.movement.detail;
  const [awarded] = await at.house("award-instance", { streamId: tree, detail: { instance } });
  await reads("/v1/inventory?resource=partition&node=network:COMP-1&stock=available", "1");
  const award = awarded?.movement.id ?? "";
  await at.house("allocate-partition", { streamId, detail: { instance, tree, award } });
});
afterAll(() => at.close());

async function reads(url: string, quantity: string, caller: Caller = "auditor"): Promise<void> {
  const { status, body } = await at.get(caller, url);
  expect([status, body.quantity], JSON.stringify(body)).toEqual([200, quantity]);
}
const figure = "/v1/inventory?resource=partition";

describe("one figure", () => {
  test("is exact, with its unit and the position that it was computed at", async () => {
    const { body } = await at.get("auditor", `${figure}&node=network:COMP-1`);
    const position = `${await at.ports.store.head()}`;
    const unit = { resource: "partition", unit: "partition" };
    expect(body).toEqual({ ...unit, stock: "current", quantity: "1", position });
  });

  test("was another one as known before", async () => {
    const { body } = await at.get("auditor", `${figure}&node=network:COMP-1&knownAt=3`);
    expect(body).toMatchObject({ quantity: "2", position: "3", knownAt: "3" });
    await reads(`${figure}&node=network:COMP-1&at=2020-01-01T00:00:00.000Z`, "0");
  });

  test("waits for one's own write, and says when it has to wait for too long", async () => {
    const head = await at.ports.store.head();
    await reads(`${figure}&node=network:COMP-1&position=${head}`, "1");
  });

  test("needs a resource, and knows its filters", async () => {
    for (const url of ["/v1/inventory", `${figure}&node=COMP-1`, `${figure}&stock=all`])
      expect((await at.get("auditor", url)).status, url).toBe(400);
  });
});

describe("a list", () => {
  test("is grouped as was asked, and what is zero is left out", async () => {
    const { body } = await at.get("auditor", "/v1/inventory-list?resource=partition&groupBy=node");
    const shared = { resource: "partition", unit: "partition" };
    expect(body.groups).toEqual([
      { ...shared, node: "network:COMP-1", quantity: "1" },
      { ...shared, node: "organisation:hoster", quantity: "-2" },
      { ...shared, node: `project:${tree}`, quantity: "1" },
    ]);
  });

  test("goes on page by page as it was known on the first page", async () => {
    const url = "/v1/inventory-list?groupBy=node,section&limit=2";
    const whole = (await at.get("auditor", "/v1/inventory-list?groupBy=node,section")).body;
    const pages = [];
    let after: string | undefined;
    do {
      const { body } = await at.get("auditor", after ? `${url}&after=${after}` : url);
      expect(body.position).toBe(whole.position);
      pages.push(...body.groups);
      after = body.next;
    } while (after !== undefined);
    expect(pages.length).toBeGreaterThan(4);
    expect(pages).toEqual(whole.groups);
  });
});

describe("a history", () => {
  const history = "/v1/movement-history?resource=partition&node=network:COMP-1&stock=available";

  test("ends with the figure that it explains", async () => {
    const { body } = await at.get("auditor", history);
    const told = body.lines.map(({ kind, quantity, balance }: Record<string, string>) => {
      return [kind, quantity, balance];
    });
    expect(told).toEqual([
      ["capacity-set", "2", "2"],
      ["instance-awarded", "-1", "1"],
      ["partition-allocated", "-1", "0"],
      ["partition-allocated", "1", "1"],
    ]);
    await reads(`${figure}&node=network:COMP-1&stock=available`, "1");
  });

  test("goes on where it stopped, with its balance", async () => {
    const first = (await at.get("auditor", `${history}&limit=3`)).body;
    const second = (await at.get("auditor", `${history}&limit=3&after=${first.next}`)).body;
    const whole = (await at.get("auditor", history)).body;
    expect([...first.lines, ...second.lines]).toEqual(whole.lines);
    expect(second.next).toBeUndefined();
  });

  test("takes no place of another question, nor one that it has not given", async () => {
    const { next } = (await at.get("auditor", `${history}&limit=3`)).body;
    const other = await at.get("auditor", `${history}&state=delivered&after=${next}`);
    expect([other.status, other.body.code]).toEqual([400, "schema-mismatch"]);
    for (const after of ["e30", "bnVsbA", "_", Buffer.from('{"after":[]}').toString("base64url")])
      expect((await at.get("auditor", `${history}&after=${after}`)).status, after).toBe(400);
  });
});

describe("an altered place is refused, not asked", () => {
  type Altered = Readonly<Record<string, unknown>>;
  const list = "/v1/inventory-list?groupBy=node&limit=1";
  const history = "/v1/movement-history?resource=partition&limit=1";

  async function altered(url: string, alter: (cursor: { after: Altered }) => object) {
    const { next } = (await at.get("auditor", url)).body;
    const cursor = JSON.parse(Buffer.from(next, "base64url").toString());
    const after = Buffer.from(JSON.stringify(alter(cursor))).toString("base64url");
    const { status, body } = await at.get("auditor", `${url}&after=${after}`);
    return [status, body.code];
  }
  const refused = [400, "schema-mismatch"];

  test.each<readonly [string, readonly unknown[]]>([
    ["too few words", ["partition"]],
    ["too many words", ["partition", "network:COMP-1", "x"]],
    ["U+0000", ["partition", "\0"]],
    ["half a character", ["partition", "\ud800"]],
    ["a number", ["partition", 1]],
  ])("a list's with %s", async (_, after) => {
    expect(await altered(list, (cursor) => ({ ...cursor, after }))).toEqual(refused);
  });

  test.each<readonly [string, Altered]>([
    ["no such day", { effective: "2026-02-30T00:00:00.000Z" }],
    ["no such month", { effective: "2026-13-01T00:00:00.000Z" }],
    ["a position beyond all", { position: `${2n ** 63n}` }],
  ])("a history's with %s", async (_, changes) => {
    const change = ({ after, ...cursor }: { after: Altered }) => ({
      ...{ ...cursor, after: { ...after, ...changes } },
    });
    expect(await altered(history, change)).toEqual(refused);
  });

  test("with a knownAt beyond all", async () => {
    for (const url of [list, history]) {
      const knownAt = `${2n ** 63n}`;
      expect(await altered(url, (cursor) => ({ ...cursor, knownAt }))).toEqual(refused);
    }
  });

  test("but one that was not altered, and the first instant of all, are answered", async () => {
    for (const url of [list, history])
      expect((await altered(url, (cursor) => cursor))[0], url).toBe(200);
    const effective = "0000-01-01T00:00:00.000Z";
    const change = ({ after, ...cursor }: { after: Altered }) => ({
      ...{ ...cursor, after: { ...after, effective } },
    });
    expect((await altered(history, change))[0]).toBe(200);
  });
});

test("a place keeps its knownAt: the same may be said again, another is refused", async () => {
  for (const url of ["inventory-list?groupBy=node", "movement-history?resource=partition"]) {
    const asked = `/v1/${url}&limit=1`;
    const later = "knownAt=2999-01-01T00:00:00.000Z";
    const get = async (more: string) => (await at.get("auditor", `${asked}&${more}`)).body;
    const { next } = await get("knownAt=3");
    expect(await get(`after=${next}`)).toMatchObject({ position: "3" });
    expect(await get(`knownAt=3&after=${next}`)).toMatchObject({ position: "3" });
    const other = await get(`knownAt=2&after=${next}`);
    expect([other.status, other.code]).toEqual([400, "schema-mismatch"]);
    expect(other.detail).toContain("knownAt");
    const { next: open, position } = await get(later);
    const streamId = `COMP-${url.length}`;
    await at.house("register-computer", { streamId, actor: "organisation:hoster" });
    expect(await get(`${later}&after=${open}`)).toMatchObject({ position });
  }
});

describe("who may ask", () => {
  const mine = (caller: Caller, ends: string) => at.get(caller, `${figure}&${ends}`);

  test.each<readonly [Caller, string]>([
    ["auditor", ""],
    ["ada", "section=person:ada"],
    ["ada", "mirrorSection=person:ada&node=network:COMP-1"],
    ["hoster", "section=organisation:hoster"],
    ["hoster", "node=network:COMP-1"],
    ["accountant", "section=organisation:hoster"],
    ["comp1", "node=network:COMP-1"],
  ])("%s of %s", async (caller, ends) => expect((await mine(caller, ends)).status).toBe(200));

  test.each<readonly [Caller, string]>([
    ["ada", ""],
    ["bob", "section=person:ada"],
    ["ada", "node=network:COMP-1"],
    ["rival", "node=network:COMP-1"],
    ["rival", "node=network:COMP-404"],
    ["accountant", "node=account:receivable"],
    ["comp2", "node=network:COMP-1"],
    ["operator", "node=network:COMP-1"],
  ])("not %s of %s", async (caller, ends) => {
    for (const path of ["inventory", "inventory-list", "movement-history"]) {
      const url = `/v1/${path}?resource=partition&${ends}`;
      expect((await at.get(caller, url)).status, path).toBe(403);
    }
  });

  test("a denial says how to ask", async () => {
    const { body } = await mine("ada", "node=network:COMP-1");
    expect(body.detail).toContain("section=person:ada or mirrorSection=person:ada");
    const { body: computer } = await mine("comp2", "");
    expect(computer.detail).toContain("node=network:COMP-2");
  });
});
