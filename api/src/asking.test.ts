import { type QueryName, queries } from "@partita/schemas";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mayAsk } from "#api/authorisation.ts";
import { callerNames, type Things, twoSides } from "#api/testing/verdicts.ts";
import { type Caller, callers, type World, world } from "#api/testing/world.ts";

type Expected = { readonly [C in Caller]?: string };

const everybody: Expected = Object.fromEntries(callerNames.map((name) => [name, "allowed"]));
const allBut = (...others: readonly Caller[]): Expected =>
  Object.fromEntries(
    callerNames.filter((name) => !others.includes(name)).map((name) => [name, "allowed"]),
  );
const machines = ["comp1", "comp2", "guestbook", "stranger"] as const;
const parties = ["ada", "bob", "carol", "hoster", "rival"] as const;

/** Those of a group who may ask, but not of this; the others may not ask at all. */
const but = (code: string, ...those: readonly Caller[]): Expected =>
  Object.fromEntries(those.map((name) => [name, code]));

const stockAtComp1: Expected = {
  hoster: "allowed",
  comp1: "allowed",
  accountant: "allowed",
  auditor: "allowed",
};
const trade: Expected = {
  ...Object.fromEntries(parties.map((name) => [name, "allowed"])),
  accountant: "allowed",
  auditor: "allowed",
};
const hooks: Expected = allBut(...machines);
const webhookOfHoster = but("no-such-webhook", ...parties, "accountant");
/** The hoster's books; a party whose they are not may ask of its own. */
const books: Expected = { hoster: "allowed", accountant: "allowed", auditor: "allowed" };
const computer1: Expected = { comp1: "allowed", hoster: "allowed", auditor: "allowed" };

/** Of ada's guestbook on COMP-1, and of the hoster's papers; else `forbidden`. */
const asking: { readonly [N in QueryName]: Expected } = {
  "account-balance": books,
  certificates: everybody,
  changes: hooks,
  "command-outcome": {
    ...but("no-such-command", ...parties, ...machines, "accountant"),
    // An operator sees an outline of it, as in the feed.
    ...{ ada: "allowed", operator: "allowed", auditor: "allowed" },
  },
  "computer-duties": computer1,
  "computer-status": { ...computer1, operator: "allowed" },
  enrolments: everybody,
  "free-partitions": everybody,
  health: everybody,
  "instance-status": {
    ...but("no-such-instance", ...parties, ...machines),
    ...{ ada: "allowed", hoster: "allowed", comp1: "allowed", guestbook: "allowed" },
    ...{ operator: "allowed", auditor: "allowed" },
  },
  "instance-trail": {
    ...but("no-such-instance", ...parties),
    ada: "allowed",
    auditor: "allowed",
  },
  "instance-tree": {
    ...but("no-such-tree", ...parties, ...machines),
    ...{ ada: "allowed", hoster: "allowed", comp1: "allowed", guestbook: "allowed" },
    ...{ operator: "allowed", auditor: "allowed" },
  },
  instances: { ...trade, accountant: "forbidden", operator: "allowed" },
  inventory: stockAtComp1,
  "inventory-list": stockAtComp1,
  "issued-invoice": {
    ...but("no-such-invoice", ...parties),
    ...{ ada: "allowed", hoster: "allowed", accountant: "allowed", auditor: "allowed" },
  },
  "issued-invoices": trade,
  "movement-history": stockAtComp1,
  movements: everybody,
  "open-offers": everybody,
  tokens: everybody,
  "usage-by-period": trade,
  webhook: { ...webhookOfHoster, hoster: "allowed", operator: "allowed", auditor: "allowed" },
  "webhook-secret": {
    ...webhookOfHoster,
    ...but("no-such-webhook", "operator", "auditor"),
    hoster: "allowed",
  },
  webhooks: hooks,
};

const atComp1 = "?resource=partition&node=network:COMP-1";
/** What a query cannot be asked without. */
const needed: { readonly [N in QueryName]?: string } = {
  inventory: atComp1,
  "inventory-list": atComp1,
  "movement-history": atComp1,
};

let house: World;
let found: Things = {};
beforeEach(async () => {
  house = await world();
  const { hosters } = await twoSides(house);
  const log = await house.ports.store.readAll(0n, 100);
  const asked = log.find(({ movement }) => movement.kind === "instance-requested");
  const command = asked?.movement.id.split("/")[0] ?? "";
  found = { ...hosters, command, invoice: await invoiced() };
});
afterEach(() => house.close());

async function invoiced(): Promise<string> {
  const streamId = "organisation:hoster";
  const [closed] = await house.house("close-period", { streamId });
  const closing = closed?.movement.id ?? "";
  const [issued] = await house.house("issue-invoice", { streamId, detail: { closing } });
  return issued?.movement.kind === "invoice-issued" ? issued.movement.detail.invoice : "";
}

const fill = (path: string) =>
  path.replace(/:([a-z]+)/g, (_, name) => encodeURIComponent(found[name] ?? ""));

test.each(queries)(
  "$name is asked by those who may, and by nobody else",
  async ({ name, path }) => {
    const answers: Record<string, string> = {};
    for (const caller of callerNames) {
      const { status, body } = await house.get(caller, `${fill(path)}${needed[name] ?? ""}`);
      answers[caller] = status < 400 ? "allowed" : body.code;
    }
    const wanted = callerNames.map((caller) => [caller, asking[name][caller] ?? "forbidden"]);
    expect(answers).toEqual(Object.fromEntries(wanted));
  },
);

test.each(queries)("$name lets nobody in whose role is not in its row", ({ name }) => {
  const row = mayAsk[name];
  if (row === "public") return expect(asking[name]).toEqual(everybody);
  const allowed = callerNames.filter((caller) => asking[name][caller] === "allowed");
  for (const caller of allowed) expect(row).toHaveProperty(callers[caller].role);
});

/** Each sees its own papers and those of what it owns; who runs the house and audits it, all. */
test.each([
  ["hoster", ["organisation:hoster"]],
  ["ada", ["person:ada"]],
  ["bob", []],
  // In its office: what its organisation has in its own name is not its business.
  ["accountant", []],
  ["comp1", []],
  ["guestbook", []],
  ["operator", ["organisation:hoster", "person:ada"]],
  ["auditor", ["organisation:hoster", "person:ada"]],
] as const)("%s sees the papers of %j", async (caller, holders) => {
  for (const name of ["certificates", "enrolments", "tokens"]) {
    const { body } = await house.get(caller, `/v1/${name}`);
    const seen = body[name].map((one: { readonly holder: string }) => one.holder);
    expect(seen.toSorted()).toEqual(holders);
    expect(JSON.stringify(body)).not.toContain("tokenHash");
  }
});

test("whoever asks for the papers of another one finds none", async () => {
  const { body } = await house.get("rival", "/v1/tokens?holder=organisation:hoster");
  expect(body.tokens).toEqual([]);
});

test("an owner sees the papers of its computer, and the computer its own", async () => {
  const holder = "computer:COMP-1";
  const owner = "organisation:hoster";
  const detail = { holder, role: "computer", owner, serial: "1abc" } as const;
  await house.house("record-certificate", { streamId: holder, detail });
  for (const caller of ["hoster", "comp1", "rival", "comp2"] as const) {
    const { body } = await house.get(caller, `/v1/certificates?holder=${holder}`);
    const isIts = caller === "hoster" || caller === "comp1";
    expect(body.certificates).toHaveLength(isIts ? 1 : 0);
  }
});
