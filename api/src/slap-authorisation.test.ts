import { afterEach, beforeEach, expect, test } from "vitest";
import { denySlap } from "#api/authorise.ts";
import { certifying, maySlap, type SlapEndpoint } from "#api/may-slap.ts";
import { jsonMethods } from "#api/slap-json/json-methods.ts";
import { servedRoutes } from "#api/testing/served-routes.ts";
import {
  callerNames,
  isHeld,
  type Side,
  sides,
  type Things,
  twoSides,
} from "#api/testing/verdicts.ts";
import { bearer, type Caller, callers, type World, world } from "#api/testing/world.ts";

let house: World;
let things: Readonly<Record<Side, Things>>;
beforeEach(async () => {
  house = await world();
  things = await twoSides(house);
});
afterEach(() => house.close());

/** By the table, and by who holds what. */
function wantedVerdict(endpoint: SlapEndpoint, caller: Caller, side: Side): string {
  const row = maySlap[endpoint];
  if (row === "public") return "allowed";
  // What stands nowhere requests nothing: that is judged with the command.
  if (endpoint === "slapos.post.v0.software_instance" && caller === "stranger") return "denied";
  const reach = row[callers[caller].role];
  return reach !== undefined && isHeld(reach, caller, side) ? "allowed" : "denied";
}

/** Those who may come last, since they change the world. */
function inOrder(endpoint: SlapEndpoint) {
  const rank = (caller: Caller, side: Side) =>
    wantedVerdict(endpoint, caller, side) === "allowed" ? 1 : 0;
  return sides
    .flatMap((side) => callerNames.map((caller) => ({ side, caller })))
    .toSorted((left, right) => rank(left.caller, left.side) - rank(right.caller, right.side));
}

type Call = (caller: Caller, side: Side) => Promise<string>;

async function compare(endpoint: SlapEndpoint, call: Call): Promise<void> {
  const found: Record<string, string> = {};
  const wanted: Record<string, string> = {};
  for (const { side, caller } of inOrder(endpoint)) {
    const name = `${caller} on the ${side}`;
    found[name] = await call(caller, side);
    wanted[name] = wantedVerdict(endpoint, caller, side);
  }
  expect(found).toEqual(wanted);
}

const endpoints = Object.keys(maySlap) as readonly SlapEndpoint[];
/** What is asked of nothing in particular is judged with the command, or by what is found. */
const classic = endpoints.filter((name) => /^[a-z][A-Za-z]+$/.test(name) && name !== "hateoas");
const methods = endpoints.filter((name) => name.startsWith("slapos."));

const configuration = (computer = "") =>
  [
    '<marshal><dictionary id="i2">',
    `<string>reference</string><string>${computer}</string>`,
    '<string>partition_list</string><list id="i3"/>',
    "</dictionary></marshal>",
  ].join("");

/** Every name by which an endpoint may ask what it is about. */
function namesOf({ computer = "" }: Things): Record<string, string> {
  return {
    computer_id: computer,
    computer_partition_id: "slappart0",
    computer_reference: computer,
    computer_partition_reference: "slappart0",
    url: "https://software.partita.example/guestbook/software.json",
    xml: configuration(computer),
  };
}

test.each(classic)("%s is called by those who may, on what is theirs", async (endpoint) => {
  const served = await servedRoutes(house.app);
  const route = served.find(({ path }) => path === `/slap/${endpoint}`);
  await compare(endpoint, async (caller, side) => {
    const form = new URLSearchParams(namesOf(things[side])).toString();
    const isRead = route?.method === "GET";
    const reply = await house.inject({
      method: isRead ? "GET" : "POST",
      url: isRead ? `/slap/${endpoint}?${form}` : `/slap/${endpoint}`,
      headers: {
        ...bearer(caller),
        ...(!isRead && { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(!isRead && { payload: form }),
    });
    return /^(forbidden|not-yours|no-such-instance)\b/.test(String(reply.body))
      ? "denied"
      : "allowed";
  });
});

const release = "https://software.partita.example/guestbook/software.json";
/** What a method needs to be looked at for what it is. */
function inputOf(name: SlapEndpoint, { computer = "", instance = "" }: Things): object {
  const { properties = {} } = Object(jsonMethods[name as keyof typeof jsonMethods].input);
  const given: Record<string, unknown> = {
    computer_guid: computer,
    instance_guid: instance,
    compute_partition_id: "slappart0",
    title: "a tree of nobody",
    software_release_uri: release,
    software_type: "default",
    state: name.endsWith("software_installation") ? "available" : "started",
    reported_state: name.includes("installation") ? "available" : "started",
    message: "it does not answer",
    tioxml: "<journal/>",
    compute_partition_list: [],
    connection_parameter_dict: {},
  };
  const known = Object.entries(given).filter(([key]) => key in properties);
  return Object.fromEntries(known);
}

const denials: ReadonlySet<string> = new Set([
  "FORBIDDEN",
  "NOT-YOURS",
  "SOFTWARE-INSTANCE-NOT-FOUND",
  "HOST-INSTANCE-NOT-FOUND",
  "COMPUTE-NODE-NOT-FOUND",
  "SUPPLY-FAILED",
]);

test.each(methods)("%s is called by those who may, on what is theirs", async (name) => {
  await compare(name, async (caller, side) => {
    const payload = inputOf(name, things[side]);
    const reply = await house.post(caller, `/slap/${name}`, payload);
    expect(reply.body.type).not.toBe("invalid-json-object-content");
    return reply.status === 403 && denials.has(reply.body.type) ? "denied" : "allowed";
  });
});

test.each([...certifying])("%s gives nothing to a token that may less", async (endpoint) => {
  for (const [access, missing] of [
    ["read", "write"],
    ["write", "read"],
  ] as const) {
    const identity = { ...callers.comp1, scopes: [access] };
    const asking = { identity, to: { computer: "COMP-1" }, detail: {}, access };
    expect((await denySlap(house.ports, endpoint, asking))?.problem).toMatchObject({
      code: "forbidden",
      detail: `a token of these scopes cannot give away the scope ${missing}`,
    });
  }
});
