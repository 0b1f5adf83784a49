import { type CommandKind, commandKinds, type QueryName, queries } from "@partita/schemas";
import { afterEach, beforeEach, expect, test } from "vitest";
import { maySend } from "#api/authorisation.ts";
import { exampleOf, expected, hosted, market } from "#api/testing/market.ts";
import { type Caller, callers, type World, world } from "#api/testing/world.ts";

type Expected = { readonly [C in Caller]?: string };
const names = Object.keys(callers) as Caller[];

/** The hoster's webhook: others are not told that it is there. */
const webhookOfHoster: Expected = {
  hoster: "allowed",
  ada: "no-such-webhook",
  bob: "no-such-webhook",
  rival: "no-such-webhook",
  operator: "no-such-webhook",
  accountant: "no-such-webhook",
  auditor: "no-such-webhook",
};
const withoutComputers: Expected = {
  ada: "allowed",
  bob: "allowed",
  hoster: "allowed",
  rival: "allowed",
  operator: "allowed",
  accountant: "allowed",
  auditor: "allowed",
};

/** Commands about ada's instance, or the hoster's offer, books and COMP-1; else `forbidden`. */
const sending: { readonly [K in CommandKind]: Expected } = {
  "allocate-partition": {},
  "amend-offer": { hoster: "allowed", rival: "not-yours" },
  "award-instance": {},
  "claim-computer": { comp1: "allowed", comp2: "not-yours" },
  "close-period": { hoster: "allowed", accountant: "allowed", rival: "not-yours" },
  "defer-allocation": {},
  "enable-webhook": webhookOfHoster,
  "issue-invoice": {},
  "lapse-award": {},
  "pause-webhook": {},
  "publish-connection": { comp1: "allowed", comp2: "no-such-instance" },
  "publish-offer": { hoster: "allowed", rival: "not-yours" },
  "register-computer": { hoster: "allowed", rival: "computer-registered-already" },
  "register-webhook": withoutComputers,
  "release-claim": { hoster: "allowed", rival: "not-yours" },
  "release-partition": {},
  "remove-webhook": { ...webhookOfHoster, operator: "allowed" },
  "report-instance": { comp1: "allowed", comp2: "no-such-instance" },
  "report-software": { comp1: "allowed", comp2: "not-yours" },
  "report-usage": { comp1: "allowed", comp2: "not-yours" },
  "request-instance": {
    ada: "allowed",
    bob: "allowed",
    hoster: "allowed",
    rival: "allowed",
    comp1: "requester-unknown",
    comp2: "requester-unknown",
  },
  "rewind-webhook": webhookOfHoster,
  "rotate-webhook": webhookOfHoster,
  "set-capacity": { comp1: "allowed", comp2: "not-yours" },
  "supply-software": { hoster: "allowed", rival: "not-yours" },
  "withdraw-offer": { hoster: "allowed", rival: "not-yours" },
};

const everybody = Object.fromEntries(names.map((name) => [name, "allowed"]));
/** Whoever owns no end of what is asked for is forbidden, as whoever may not ask at all. */
const stockAtComp1: Expected = {
  hoster: "allowed",
  comp1: "allowed",
  accountant: "allowed",
  auditor: "allowed",
};
const atComp1 = "?resource=partition&node=network:COMP-1";
/** What a query cannot be asked without. */
const needed: { readonly [N in QueryName]?: string } = {
  inventory: atComp1,
  "inventory-list": atComp1,
  "movement-history": atComp1,
};
const asking: { readonly [N in QueryName]: Expected } = {
  "account-balance": { hoster: "allowed", accountant: "allowed", auditor: "allowed" },
  changes: withoutComputers,
  "command-outcome": {
    ada: "allowed",
    bob: "no-such-command",
    hoster: "no-such-command",
    rival: "no-such-command",
    comp1: "no-such-command",
    comp2: "no-such-command",
    accountant: "no-such-command",
    auditor: "allowed",
  },
  "computer-duties": { comp1: "allowed", hoster: "allowed", auditor: "allowed" },
  "free-partitions": everybody,
  health: everybody,
  "instance-status": {
    ada: "allowed",
    bob: "no-such-instance",
    hoster: "allowed",
    rival: "no-such-instance",
    comp1: "allowed",
    comp2: "no-such-instance",
    operator: "allowed",
    auditor: "allowed",
  },
  "instance-trail": {
    ada: "allowed",
    bob: "no-such-instance",
    hoster: "no-such-instance",
    rival: "no-such-instance",
    auditor: "allowed",
  },
  instances: {
    ada: "allowed",
    bob: "allowed",
    hoster: "allowed",
    rival: "allowed",
    operator: "allowed",
    auditor: "allowed",
  },
  inventory: stockAtComp1,
  "inventory-list": stockAtComp1,
  "issued-invoice": {
    ada: "allowed",
    bob: "no-such-invoice",
    hoster: "allowed",
    rival: "no-such-invoice",
    accountant: "allowed",
    auditor: "allowed",
  },
  "issued-invoices": {
    ada: "allowed",
    bob: "allowed",
    hoster: "allowed",
    rival: "allowed",
    accountant: "allowed",
    auditor: "allowed",
  },
  "movement-history": stockAtComp1,
  movements: everybody,
  "open-offers": everybody,
  "usage-by-period": {
    ada: "allowed",
    bob: "allowed",
    hoster: "allowed",
    rival: "allowed",
    accountant: "allowed",
    auditor: "allowed",
  },
  webhook: { ...webhookOfHoster, operator: "allowed", auditor: "allowed" },
  "webhook-secret": webhookOfHoster,
  webhooks: withoutComputers,
};

let house: World;
let found: Readonly<Record<string, string>> = {};
beforeEach(async () => {
  house = await world();
  const { offer } = await market(house);
  const instance = await hosted(house, offer);
  const log = await house.ports.store.readAll(0n, 100);
  const asked = log.find(({ movement }) => movement.kind === "instance-requested");
  const command = asked?.movement.id.split("/")[0] ?? "";
  const reply = await house.post("hoster", "/v1/webhooks", exampleOf("register-webhook"));
  const webhook = expected(201, reply).subject;
  const organisation = "organisation:hoster";
  found = { command, computer: "COMP-1", organisation, offer, instance, webhook };
});
afterEach(() => house.close());

const fill = (path: string) =>
  path.replace(/:([a-z]+)/g, (_, name) => encodeURIComponent(found[name] ?? ""));
const codeOf = ({ status, body }: { status: number; body: { code: string } }) =>
  status < 400 ? "allowed" : body.code;

/** What each caller is answered; those who may come last, since they change the world. */
async function answersTo(expected: Expected, call: (caller: Caller) => Promise<string>) {
  const order = names.toSorted((left, right) => rank(expected[left]) - rank(expected[right]));
  const answers = [];
  for (const caller of order) answers.push([caller, await call(caller)]);
  return Object.fromEntries(answers);
}
const rank = (expected: string | undefined) => (expected === "allowed" ? 1 : 0);
const complete = (expected: Expected, otherwise: string) =>
  Object.fromEntries(names.map((name) => [name, expected[name] ?? otherwise]));

const sendable = commandKinds.filter((command) => "send" in command);
test.each(sendable)(
  "$kind is sent by those who may, and by nobody else",
  async ({ kind, send }) => {
    const inCharge = kind === "claim-computer" || "agent" in exampleOf(kind);
    const body = { ...exampleOf(kind), ...(inCharge && { agent: "agent-1" }) };
    const answers = await answersTo(sending[kind], async (caller) =>
      codeOf(await house.post(caller, fill(send.path), body)),
    );
    expect(answers).toEqual(complete(sending[kind], "forbidden"));
  },
);

test("report-usage is sent by those who may, and by nobody else", async () => {
  const path = "/v1/computers/COMP-1/usage?agent=agent-1";
  const xml = { "content-type": "text/xml" };
  const answers = await answersTo(sending["report-usage"], async (caller) => {
    const code = codeOf(await house.post(caller, path, "<journal/>", xml));
    // Who gets as far as the document may report; this one says nothing.
    return code === "malformed-tioxml" ? "allowed" : code;
  });
  expect(answers).toEqual(complete(sending["report-usage"], "forbidden"));
});

const unsendable = commandKinds.filter(
  (command) => !("send" in command) && command.kind !== "report-usage",
);
test.each(unsendable)("$kind is sent by the house itself only", ({ kind }) => {
  expect(maySend[kind]).toEqual({});
  expect(sending[kind]).toEqual({});
});

test.each(queries)(
  "$name is asked by those who may, and by nobody else",
  async ({ name, path }) => {
    found = { ...found, invoice: await invoiced() };
    const answers = await answersTo(asking[name], async (caller) =>
      codeOf(await house.get(caller, `${fill(path)}${needed[name] ?? ""}`)),
    );
    expect(answers).toEqual(complete(asking[name], "forbidden"));
  },
);

async function invoiced(): Promise<string> {
  const streamId = "organisation:hoster";
  const [closed] = await house.house("close-period", { streamId });
  const closing = closed?.movement.id ?? "";
  const [issued] = await house.house("issue-invoice", { streamId, detail: { closing } });
  return issued?.movement.kind === "invoice-issued" ? issued.movement.detail.invoice : "";
}

test.each([
  ["comp1", "allowed"],
  ["comp2", "no-such-instance"],
  ["bob", "no-such-instance"],
  // Only the computer that holds the requester speaks for it: not even its owner does.
  ["ada", "not-yours"],
] as const)("a child that %s requests is %s", async (caller, code) => {
  const child = { ...exampleOf("request-instance"), title: "db", requester: found.instance };
  expect(codeOf(await house.post(caller, "/v1/instances", child))).toBe(code);
});

test.each([
  ["COMP-2", "not-yours"],
  ["COMP-3", "no-such-computer"],
])("an offer cannot come to sell %s: %s", async (computer, code) => {
  const terms = { ...exampleOf("amend-offer"), computers: ["COMP-1", computer] };
  expect(codeOf(await house.post("hoster", fill("/v1/offers/:offer/terms"), terms))).toBe(code);
  expect(codeOf(await house.post("hoster", "/v1/offers", terms))).toBe(code);
});

test("an offer that is withdrawn already is still its seller's", async () => {
  const path = fill("/v1/offers/:offer/withdrawal");
  await house.post("hoster", path, {});
  expect((await house.post("hoster", path, {})).status).toBe(200);
});

test.each([
  ["comp1", "/v1/computers/COMP-1/capacity", "agent-not-in-charge", { partitions: [] }],
  ["comp1", "/v1/instances/:instance/reports", "agent-not-in-charge", { state: "started" }],
  ["comp1", "/v1/instances/:instance/connection", "agent-not-in-charge", { connection: {} }],
] as const)("%s with another agent is refused at %s: %s", async (caller, path, code, body) => {
  const reply = await house.post(caller, fill(path), { ...body, agent: "agent-2" });
  expect(codeOf(reply)).toBe(code);
});

test.each([
  [
    "ada",
    "report-instance",
    "/v1/instances/:instance/reports",
    "report-instance is only for whoever is computer",
  ],
  [
    "rival",
    "withdraw-offer",
    "/v1/offers/:offer/withdrawal",
    "as organisation it may withdraw-offer on",
  ],
] as const)("the denial of %s's %s says which rule denies", async (caller, kind, path, detail) => {
  const { body } = await house.post(caller, fill(path), exampleOf(kind));
  expect(body.detail).toContain(detail);
  expect(body.facts.role).toBe(callers[caller].role);
});
