import { type CommandKind, commandKinds } from "@partita/schemas";
import { afterEach, beforeEach, expect, test } from "vitest";
import { maySend } from "#api/authorisation.ts";
import { exampleOf } from "#api/testing/market.ts";
import {
  callerNames,
  isHeld,
  type Side,
  sides,
  type Things,
  twoSides,
} from "#api/testing/verdicts.ts";
import { type Caller, callers, type World, world } from "#api/testing/world.ts";

let house: World;
let things: Readonly<Record<Side, Things>>;
beforeEach(async () => {
  house = await world();
  things = await twoSides(house);
});
afterEach(() => house.close());

/** Answers that say "not you"; any other says that the wish was looked at for what it is. */
const denials: ReadonlySet<string> = new Set([
  "forbidden",
  "not-yours",
  "no-such-certificate",
  "no-such-enrolment",
  "no-such-instance",
  "no-such-token",
  "no-such-webhook",
  "requester-unknown",
]);
type Reply = { readonly status: number; readonly body: { readonly code?: string } };
const codeOf = ({ status, body }: Reply) => (status < 400 ? "allowed" : (body.code ?? ""));
const verdictOf = (reply: Reply) => (denials.has(codeOf(reply)) ? "denied" : "allowed");

const fill = (path: string, side: Side) =>
  path.replace(/:([a-z]+)/g, (_, name) => encodeURIComponent(things[side][name] ?? ""));

/** What a body names besides its path, by side. */
function bodyOf(kind: CommandKind, side: Side, caller: Caller): Record<string, unknown> {
  const { computer, instance, holder, role } = things[side];
  const body = exampleOf(kind);
  // Computers and instances request for somebody; nobody else may.
  const { role: asking } = callers[caller];
  const requests = kind === "request-instance" && (asking === "computer" || asking === "instance");
  return {
    ...body,
    ...("agent" in body && { agent: side === "hosters" ? "agent-1" : "agent-2" }),
    ...("computers" in body && { computers: [computer] }),
    ...("holder" in body && { holder, role }),
    ...(requests && { title: "a child", requester: instance }),
  };
}

/** By the table, and by who holds what. */
function wantedVerdict(kind: CommandKind, caller: Caller, side: Side): string {
  const reach = maySend[kind][callers[caller].role];
  return reach !== undefined && isHeld(reach, caller, side) ? "allowed" : "denied";
}

/** Those who may come last, since they change the world. */
function inOrder(kind: CommandKind) {
  const asked = sides.flatMap((side) => callerNames.map((caller) => ({ side, caller })));
  return asked.toSorted(
    (left, right) => rank(kind, left.caller, left.side) - rank(kind, right.caller, right.side),
  );
}
const rank = (kind: CommandKind, caller: Caller, side: Side) =>
  wantedVerdict(kind, caller, side) === "allowed" ? 1 : 0;

const sendable = commandKinds.filter((command) => "send" in command);
test.each(sendable)("$kind is sent by those who may, on what is theirs", async ({ kind, send }) => {
  const found: Record<string, string> = {};
  const wanted: Record<string, string> = {};
  for (const { side, caller } of inOrder(kind)) {
    const name = `${caller} on the ${side}`;
    const reply = await house.post(caller, fill(send.path, side), bodyOf(kind, side, caller));
    found[name] = verdictOf(reply);
    wanted[name] = wantedVerdict(kind, caller, side);
  }
  expect(found).toEqual(wanted);
});

test("report-usage is sent by those who may, on what is theirs", async () => {
  const xml = { "content-type": "text/xml" };
  for (const { side, caller } of inOrder("report-usage")) {
    const agent = side === "hosters" ? "agent-1" : "agent-2";
    const path = fill(`/v1/computers/:computer/usage?agent=${agent}`, side);
    // Who gets as far as the document may report; this one says nothing.
    const reply = await house.post(caller, path, "<journal/>", xml);
    expect([caller, side, verdictOf(reply)]).toEqual([
      ...[caller, side],
      wantedVerdict("report-usage", caller, side),
    ]);
  }
});

const unsendable = commandKinds.filter(
  (command) => !("send" in command) && command.kind !== "report-usage",
);
test.each(unsendable)("$kind is sent by the house itself only", ({ kind }) =>
  expect(maySend[kind]).toEqual({}),
);

test.each([
  ["comp1", "allowed"],
  ["guestbook", "allowed"],
  ["comp2", "no-such-instance"],
  ["stranger", "no-such-instance"],
  ["bob", "no-such-instance"],
  // Only what requests speaks for it, and the computer that holds it: not even its owner does.
  ["ada", "not-yours"],
] as const)("a child that %s requests is %s", async (caller, code) => {
  const requester = things.hosters.instance;
  const child = { ...exampleOf("request-instance"), title: "db", requester };
  expect(codeOf(await house.post(caller, "/v1/instances", child))).toBe(code);
});

test("a child is ended by what requested it, and by the computer that holds that one", async () => {
  const requester = things.hosters.instance;
  const child = (title: string) => ({ ...exampleOf("request-instance"), title, requester });
  for (const caller of ["guestbook", "comp1"] as const) {
    const { body } = await house.post(caller, "/v1/instances", child(caller));
    const path = `/v1/instances/${body.subject}/destroy`;
    for (const other of ["stranger", "comp2", "bob"] as const)
      expect(codeOf(await house.post(other, path, {}))).toBe("no-such-instance");
    expect(codeOf(await house.post(caller, path, {}))).toBe("allowed");
  }
});

test.each([
  ["COMP-2", "not-yours"],
  ["COMP-9", "no-such-computer"],
])("an offer cannot come to sell %s: %s", async (computer, code) => {
  const terms = { ...exampleOf("amend-offer"), computers: ["COMP-1", computer] };
  const path = fill("/v1/offers/:offer/terms", "hosters");
  expect(codeOf(await house.post("hoster", path, terms))).toBe(code);
  expect(codeOf(await house.post("hoster", "/v1/offers", terms))).toBe(code);
});

test("an offer that is withdrawn already is still its seller's", async () => {
  const path = fill("/v1/offers/:offer/withdrawal", "hosters");
  await house.post("hoster", path, {});
  expect((await house.post("hoster", path, {})).status).toBe(200);
});

test.each([
  ["comp1", "/v1/computers/COMP-1/capacity", "agent-not-in-charge", { partitions: [] }],
  ["comp1", "/v1/instances/:instance/reports", "agent-not-in-charge", { state: "started" }],
  ["comp1", "/v1/instances/:instance/connection", "agent-not-in-charge", { connection: {} }],
] as const)("%s with another agent is refused at %s: %s", async (caller, path, code, body) => {
  const reply = await house.post(caller, fill(path, "hosters"), { ...body, agent: "agent-2" });
  expect(codeOf(reply)).toBe(code);
});

test.each([
  [
    "ada",
    "report-instance",
    "/v1/instances/:instance/reports",
    "report-instance is only for whoever is computer, instance",
  ],
  [
    "rival",
    "withdraw-offer",
    "/v1/offers/:offer/withdrawal",
    "as organisation it may withdraw-offer on its own offer",
  ],
] as const)("the denial of %s's %s says which rule denies", async (caller, kind, path, detail) => {
  const { body } = await house.post(caller, fill(path, "hosters"), exampleOf(kind));
  expect(body.detail).toContain(detail);
  expect(body.facts.role).toBe(callers[caller].role);
});

test("a person owns a computer as an organisation does, and offers it", async () => {
  const path = "/v1/computers/COMP-3";
  const registered = exampleOf("register-computer");
  expect((await house.post("carol", `${path}/registration`, registered)).status).toBe(201);
  expect((await house.post("carol", `${path}/scope`, { scope: "close" })).status).toBe(201);
  const terms = { ...exampleOf("publish-offer"), computers: ["COMP-3"] };
  expect((await house.post("carol", "/v1/offers", terms)).status).toBe(201);
  expect(codeOf(await house.post("hoster", `${path}/scope`, { scope: "open" }))).toBe("not-yours");
});
