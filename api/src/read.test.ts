import { queries } from "@partita/schemas";
import { Compile } from "typebox/compile";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exampleOf, hosted, market } from "#api/testing/market.ts";
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

const statusFor = async (caller: Caller, reference = instance) =>
  (await house.get(caller, `/v1/instances/${reference}`)).body.instance;
const listFor = async (caller: Caller, search = "") => {
  const { body } = await house.get(caller, `/v1/instances${search}`);
  return body.instances.map((one: { instance: string }) => one.instance);
};

const paths: Readonly<Record<string, string>> = {
  "account-balance": "/v1/accounts/organisation%3Ahoster/balances",
  "computer-duties": "/v1/computers/COMP-1/duties",
  "computer-status": "/v1/computers/COMP-1",
  inventory: "/v1/inventory?resource=partition",
  "movement-history": "/v1/movement-history?resource=partition",
};
// Those that ask for one thing are tested where these things are made.
const aboutOne: ReadonlySet<string> = new Set([
  "command-outcome",
  "issued-invoice",
  "webhook",
  "webhook-secret",
]);
const answered = queries.filter(({ name }) => !aboutOne.has(name));
test.each(answered)(
  "the answer to $name has the shape that is described",
  async ({ name, path, answer }) => {
    const { tree } = await statusFor("auditor");
    const url = paths[name] ?? path.replace(":instance", instance).replace(":tree", tree);
    const { status, body } = await house.get("auditor", url);
    expect(status).toBe(200);
    expect(Compile(answer).Errors(body)).toEqual([]);
  },
);

test.each(["ada", "comp1", "auditor"] as const)(
  "%s sees the parameters of an instance",
  async (caller) => {
    expect((await statusFor(caller)).parameters).toEqual({ greeting: "Welcome" });
  },
);

test.each(["hoster", "operator"] as const)(
  "%s sees an instance, but no parameters",
  async (caller) => {
    const { parameters, connection, phase } = await statusFor(caller);
    expect({ parameters, connection, phase }).toEqual({
      parameters: {},
      connection: {},
      phase: "allocated",
    });
  },
);

test.each([
  ["comp1", { greeting: "Welcome" }],
  ["hoster", {}],
] as const)(
  "%s sees how far the duties of COMP-1 are, with parameters %j",
  async (caller, shown) => {
    const { body } = await house.get(caller, "/v1/computers/COMP-1/duties");
    const [duty] = body.partitions;
    expect(duty).toMatchObject({ instance, state: "started", reported: "waiting" });
    expect([duty.parameters, duty.connection]).toEqual([shown, {}]);
    expect(body.software).toMatchObject([{ state: "available", reported: "waiting" }]);
  },
);

test("a computer sees what its instances requested, wherever it stands", async () => {
  const child = { ...exampleOf("request-instance"), title: "db", requester: instance };
  const { subject } = (await house.post("comp1", "/v1/instances", child)).body;
  expect(await statusFor("comp1", subject)).toMatchObject({ title: "db", phase: "requested" });
  expect(await statusFor("comp2", subject)).toBeUndefined();
});

test.each([
  ["ada", true],
  ["bob", false],
  ["hoster", true],
  ["rival", false],
  ["operator", true],
  ["auditor", true],
] as const)("whether the list of %s shows ada's instance: %s", async (caller, shown) => {
  expect(await listFor(caller)).toEqual(shown ? [instance] : []);
});

test("a list is filtered by title, and continued after a reference", async () => {
  expect(await listFor("ada", "?title=my-guestbook")).toEqual([instance]);
  expect(await listFor("ada", "?title=other")).toEqual([]);
  expect(await listFor("ada", `?after=${instance}`)).toEqual([]);
});

test("invoices are shown to both parties, and none to who filters for others", async () => {
  const streamId = "organisation:hoster";
  const [closed] = await house.house("close-period", { streamId });
  const closing = closed?.movement.id ?? "";
  await house.house("issue-invoice", { streamId, detail: { closing } });
  const shown = async (caller: Caller, search = "") =>
    (await house.get(caller, `/v1/invoices${search}`)).body.invoices.length;
  expect(await shown("ada")).toBe(1);
  expect(await shown("accountant", "?buyer=person:ada")).toBe(1);
  expect(await shown("bob", "?buyer=person:ada")).toBe(0);
  expect(await shown("rival", "?seller=organisation:hoster&buyer=person:ada")).toBe(0);
  expect(await shown("hoster", "?seller=organisation:rival")).toBe(0);
  expect(await shown("auditor", "?seller=organisation:hoster")).toBe(1);
});

test("hosting is shown to its seller and its buyer", async () => {
  const path = `/v1/instances/${instance}/reports`;
  await house.post("comp1", path, { agent: "agent-1", state: "started" });
  const shown = async (caller: Caller) => (await house.get(caller, "/v1/usage")).body.usage.length;
  expect(await Promise.all((["ada", "accountant", "bob"] as const).map(shown))).toEqual([1, 1, 0]);
});

test("the log is read page by page", async () => {
  const kinds: string[] = [];
  for (let after = "0"; ; ) {
    const { body } = await house.get("auditor", `/v1/movements?limit=3&after=${after}`);
    if (body.movements.length === 0) break;
    kinds.push(...body.movements.map(({ kind }: { kind: string }) => kind));
    after = body.position;
  }
  expect(kinds).toEqual(await house.kinds());
});

test("a query with a position that is reached answers at that position or later", async () => {
  const head = await house.ports.store.head();
  const { status, body } = await house.get("ada", `/v1/offers?position=${head}`);
  expect(status).toBe(200);
  expect(BigInt(body.position)).toBeGreaterThanOrEqual(head);
});

test("a query with a position that is not reached in time says when to ask again", async () => {
  const slow = await world(({ rows }) => ({ rows: { ...rows, reached: async () => false } }));
  const { status, headers, body } = await slow.get("ada", "/v1/offers?position=7");
  await slow.close();
  expect([status, body.code, body.retryable]).toEqual([503, "projection-behind", true]);
  expect(headers["retry-after"]).toBe("1");
});

test.each([
  ["/v1/offers?position=99999999999999999999", "schema-mismatch"],
  ["/v1/offers?position=-1", "schema-mismatch"],
  ["/v1/offers?page=2", "schema-mismatch"],
  ["/v1/offers?position=1&position=2", "schema-mismatch"],
  ["/v1/movements?after=99999999999999999999", "schema-mismatch"],
  ["/v1/movements?limit=0", "schema-mismatch"],
  ["/v1/computers?region=europe/frnace", "schema-mismatch"],
  ["/v1/instances/INST%200", "schema-mismatch"],
  ["/v1/usage?from=yesterday", "schema-mismatch"],
])("%s is refused with %s", async (url, code) => {
  const { status, body } = await house.get("auditor", url);
  expect([status, body.code]).toEqual([400, code]);
});
