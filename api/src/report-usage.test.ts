import { type UsageLine, writeTioxml } from "@partita/schemas";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hosted, market } from "#api/testing/market.ts";
import { type Caller, type World, world } from "#api/testing/world.ts";

let house: World;
let instance = "";
let before: readonly string[] = [];
beforeEach(async () => {
  house = await world();
  const { offer } = await market(house);
  instance = await hosted(house, offer);
  before = await house.kinds();
});
afterEach(() => house.close());

/** What the clock of the test's house has passed when everything is in place. */
const startsAt = "2026-01-01T00:00:00.000Z";
const stopsAt = "2026-01-01T00:01:00.000Z";

function report(lines: readonly Partial<UsageLine>[], reference = "report-1"): string {
  const usual = { line: 1, resource: "cpu-second", reference: "slappart0", quantity: "42.5" };
  const whole = lines.map((line) => ({ ...usual, ...line }));
  return writeTioxml({ reference, startsAt, stopsAt, lines: whole });
}

const send = (xml: string, caller: Caller = "comp1", agent = "agent-1", type = "text/xml") =>
  house.post(caller, `/v1/computers/COMP-1/usage?agent=${agent}`, xml, { "content-type": type });
const verdictsOf = (body: { verdicts: { verdict: string }[] }) =>
  body.verdicts.map(({ verdict }) => verdict);

test.each(["text/xml; charset=utf-8", "application/xml"])(
  "a report as %s is answered with a verdict per line",
  async (type) => {
    const { status, body } = await send(report([{}]), "comp1", "agent-1", type);
    expect(status).toBe(201);
    expect(body.verdicts).toEqual([
      expect.objectContaining({ verdict: "accepted", item: `instance:${instance}` }),
    ]);
    expect(await house.kinds()).toEqual([...before, "usage-judged", "usage-reported"]);
  },
);

test("a report that is sent again gets the first verdicts, and writes nothing", async () => {
  const first = await send(report([{}, { reference: "slappart9" }]));
  const stored = await house.kinds();
  const again = await send(report([{}, { reference: "slappart9" }]));
  expect([again.status, again.body.verdicts]).toEqual([200, first.body.verdicts]);
  expect(await house.kinds()).toEqual(stored);
});

test("a report of the same reference with another content is refused", async () => {
  await send(report([{}]));
  const stored = await house.kinds();
  const { status, body } = await send(report([{ quantity: "43" }]));
  expect([status, body.code]).toEqual([409, "report-content-changed"]);
  expect(await house.kinds()).toEqual(stored);
});

test.each([
  ["a quantity that is no number", { quantity: "much" }, "not-a-number"],
  ["an unknown resource", { resource: "cpu-hour" }, "unknown-resource"],
  ["an unknown partition", { reference: "slappart9" }, "unknown-item"],
  ["another computer's partition", { reference: "COMP-2/slappart0" }, "not-yours"],
])("a line with %s gets its verdict, and the others are kept", async (_, line, verdict) => {
  const { status, body } = await send(report([line, {}]));
  expect([status, verdictsOf(body)]).toEqual([201, [verdict, "accepted"]]);
  expect(await house.kinds()).toEqual([...before, "usage-judged", "usage-reported"]);
});

test("an instance on another computer is not the reporter's", async () => {
  const xml = report([{ reference: instance }]);
  const path = "/v1/computers/COMP-2/usage?agent=agent-2";
  const { body } = await house.post("comp2", path, xml, { "content-type": "text/xml" });
  expect(verdictsOf(body)).toEqual(["not-yours"]);
  expect(await house.kinds()).toEqual([...before, "usage-judged"]);
});

test.each([
  ["no XML", "cpu: 42", "malformed-tioxml", 400],
  ["JSON", '{"cpu": 42}', "malformed-tioxml", 400],
  ["half a document", report([{}]).slice(0, -20), "malformed-tioxml", 400],
  ["another document", "<html/>", "malformed-tioxml", 400],
  ["nothing", "", "malformed-tioxml", 400],
  [
    "a document of more than 5 MB",
    `<journal>${" ".repeat(5_000_001)}</journal>`,
    "body-too-large",
    413,
  ],
])("a report that is %s is refused, and nothing is stored", async (_, xml, code, expected) => {
  const { status, body } = await send(xml);
  expect([status, body.code]).toEqual([expected, code]);
  expect(await house.kinds()).toEqual(before);
});

test("a report in JSON is of the wrong media type", async () => {
  const { status, body } = await send("{}", "comp1", "agent-1", "application/json");
  expect([status, body.code]).toEqual([415, "unsupported-media-type"]);
});

test.each([
  ["another computer", "comp2", "agent-2", "not-yours"],
  ["an agent that is not in charge", "comp1", "agent-2", "agent-not-in-charge"],
  ["an agent without a reference", "comp1", "", "schema-mismatch"],
] as const)("a report by %s is refused, and nothing is stored", async (_, caller, agent, code) => {
  expect((await send(report([{}]), caller, agent)).body.code).toBe(code);
  expect(await house.kinds()).toEqual(before);
});

test("no verdict is spoken over projections that are behind", async () => {
  const { rows } = house.ports;
  const slow = await world(() => ({ rows: { ...rows, reached: async () => false } }));
  const path = "/v1/computers/COMP-1/usage?agent=agent-1";
  const { status, body } = await slow.post("comp1", path, report([{}]), {
    "content-type": "text/xml",
  });
  await slow.close();
  expect([status, body.code]).toEqual([503, "projection-behind"]);
});
