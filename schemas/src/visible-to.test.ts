import assert from "node:assert/strict";
import { describe, test } from "vitest";
import type { Movement, MovementKind } from "./movement.ts";
import { movementKinds } from "./movements/registry.ts";
import { a } from "./testing/a.ts";
import type { Glance } from "./visibility.ts";
import { type Reader, visibleTo } from "./visible-to.ts";

/** The readers of the examples: the hoster sells, ada buys, COMP-1 hosts, the others watch. */
const readers = {
  auditor: { actor: "person:ines", role: "auditor" },
  operator: { actor: "person:olga", role: "operator" },
  books: { actor: "organisation:hoster", role: "accountant" },
  hoster: { actor: "organisation:hoster", role: "organisation" },
  ada: { actor: "person:ada", role: "person" },
  comp1: { actor: "computer:COMP-1", role: "computer" },
  rival: { actor: "organisation:rival", role: "organisation" },
  bob: { actor: "person:bob", role: "person" },
  comp2: { actor: "computer:COMP-2", role: "computer" },
  rivalBooks: { actor: "organisation:rival", role: "accountant" },
} as const satisfies Record<string, Reader>;
type Name = keyof typeof readers;
const names = Object.keys(readers) as Name[];

/** In the order of the readers: w whole, o outline, - nothing. An auditor's w is in front. */
const expected: { readonly [K in MovementKind]: string } = {
  "allocation-deferred": "w w - w w - - - - -",
  "allocation-scope-set": "w w - w - w - - - -",
  "amount-posted": "w - w w - - - - - -",
  "award-lapsed": "w w - w w - - - - -",
  "bang-raised": "w w - w w - - - - -",
  "capacity-set": "w w - w - w - - - -",
  "certificate-issued": "w w - w - w - - - -",
  "certificate-renewed": "w w - w - w - - - -",
  "certificate-revoked": "w w - w - w - - - -",
  "claim-released": "w w - w - w - - - -",
  "computer-banged": "w w - w - w - - - -",
  "computer-claimed": "w w - w - w - - - -",
  "computer-lost": "w w - w - w - - - -",
  "computer-registered": "w w - w - w - - - -",
  "connection-published": "w o - o w - - - - -",
  "enrolment-issued": "w o - w - - - - - -",
  "enrolment-redeemed": "w w - w - w - - - -",
  "enrolment-revoked": "w w - w - - - - - -",
  "instance-amended": "w o - o w - - - - -",
  "instance-awarded": "w w - w w - - - - -",
  "instance-destroyed": "w w - w w - - - - -",
  "instance-failed": "w w - w w - - - - -",
  "instance-hosted": "w w - w w - - - - -",
  "instance-renamed": "w w - w w - - - - -",
  "instance-requested": "w o - o w - - - - -",
  "instance-started": "w w - w w - - - - -",
  "instance-stopped": "w w - w w - - - - -",
  "invoice-issued": "w - w w w - - - - -",
  "offer-amended": "w w w w w w w w w w",
  "offer-published": "w w w w w w w w w w",
  "offer-withdrawn": "w w w w w w w w w w",
  "partition-allocated": "w w - w w w - - - -",
  "partition-released": "w w - w w w - - - -",
  "period-closed": "w - w w - - - - - -",
  "software-reported": "w w - w - w - - - -",
  "software-supplied": "w w - w - w - - - -",
  "token-issued": "w o - w - - - - - -",
  "token-revoked": "w w - w - - - - - -",
  "usage-judged": "w w w w - w - - - -",
  "usage-reported": "w - w w w w - - - -",
  "webhook-enabled": "w o - w - - - - - -",
  "webhook-paused": "w o - w - - - - - -",
  "webhook-registered": "w o - w - - - - - -",
  "webhook-removed": "w o - w - - - - - -",
  "webhook-rewound": "w o - w - - - - - -",
  "webhook-rotated": "w o - w - - - - - -",
};

const letters: { readonly [G in Glance]: string } = { whole: "w", outline: "o", nothing: "-" };

function glance(reader: Reader, movement: Movement): string {
  const seen = visibleTo(reader, movement);
  if (seen === undefined) return letters.nothing;
  return seen.redacted.length === 0 ? letters.whole : letters.outline;
}

test.each(movementKinds.map(({ kind }) => kind))("%s is seen by those who may", (kind) => {
  const seen = names.map((name) => glance(readers[name], a(kind)));
  assert.equal(seen.join(" "), expected[kind], names.join(" "));
});

describe("what is left out of an outline", () => {
  test("is what customers set, and the digest by which it could be guessed", () => {
    const requested = a("instance-requested", { commandDigest: "abc" });
    const seen = visibleTo(readers.operator, requested);
    assert.deepEqual(seen?.redacted, ["commandDigest", "detail.parameters"]);
    const { parameters: _, ...others } = requested.detail;
    assert.deepEqual(seen.movement, {
      ...requested,
      commandDigest: "",
      detail: { ...others, parameters: {} },
    });
    const published = visibleTo(readers.hoster, a("connection-published"));
    assert.deepEqual(published?.redacted, ["commandDigest", "detail.connection"]);
  });

  test("is all of a webhook's address but its origin", () => {
    const registered = a("webhook-registered", { detail: { url: "https://a.example/?key=1" } });
    const seen = visibleTo(readers.operator, registered)?.movement;
    assert.equal(seen?.kind === "webhook-registered" && seen.detail.url, "https://a.example");
  });

  test("is not said of what has none of it", () => {
    const requested = a("instance-requested");
    visibleTo(readers.operator, requested);
    assert.deepEqual(requested.detail.parameters, { greeting: "Welcome" });
  });
});

test("the computer that hosts an instance sees what it is to run; another does not", () => {
  const amended = a("instance-amended", { items: ["computer:COMP-1"] });
  assert.deepEqual(visibleTo(readers.comp1, amended)?.redacted, []);
  assert.equal(visibleTo(readers.comp2, amended), undefined);
});

test("a computer sees what it asked for, but of what follows no more than an outline", () => {
  const actor = "computer:COMP-1";
  assert.deepEqual(visibleTo(readers.comp1, a("instance-requested", { actor }))?.redacted, []);
  const follower = a("instance-amended", { actor, items: ["computer:COMP-2"] });
  assert.deepEqual(visibleTo(readers.comp1, follower)?.redacted[1], "detail.parameters");
});

test("who gives back is still a party", () => {
  const released = a("partition-released");
  assert.equal(released.sourceSection, "person:ada");
  assert.equal(visibleTo(readers.ada, released)?.movement, released);
});
