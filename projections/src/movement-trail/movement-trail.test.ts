import assert from "node:assert/strict";
import { itemId, type Movement, movementKinds } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { movementTrail } from "#projections/movement-trail/movement-trail.ts";
import { findTrail } from "#projections/movement-trail/query.ts";
import { says } from "#projections/movement-trail/says.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const instance = "INST-0000000001";
const life = [
  a("instance-requested", { actor: "person:ada" }),
  a("instance-awarded"),
  a("partition-allocated"),
  a("instance-started"),
  a("connection-published"),
  a("usage-reported"),
];

test("a step stands under its tree, in the order of the log", () =>
  given(movementTrail, ...life.slice(0, 2)).thenRows({
    "TREE-0000000001 00000000000000000001": { kind: "instance-requested", position: "1" },
    "TREE-0000000001 00000000000000000002": { kind: "instance-awarded", position: "2" },
  }));

test("what is served for another tree is a step of both", () =>
  given(movementTrail, a("instance-hosted")).thenRows({
    "TREE-0000000001 00000000000000000001": { kind: "instance-hosted" },
    "TREE-0000000002 00000000000000000001": { kind: "instance-hosted" },
  }));

test("an invoice stands under each instance that it bills", async () => {
  const invoice = a("invoice-issued");
  const [line] = invoice.detail.lines;
  assert(line);
  const lines = [line, { ...line, instance: "INST-0000000002" }, line];
  await given(movementTrail, a("invoice-issued", { detail: { lines } })).thenRows({
    "INST-0000000001 00000000000000000001": { kind: "invoice-issued" },
    "INST-0000000002 00000000000000000001": { kind: "invoice-issued" },
  });
});

test("a trail tells a request from its beginning to its invoice", async () => {
  const trail = await trailAfter(
    ...life,
    a("instance-requested", elsewhere()),
    a("invoice-issued"),
  );
  assert.equal(
    trail?.steps.map((step) => step.says).join("; "),
    inOneLine(`person:ada requested INST-0000000001 (my-guestbook)
      of https://software.partita.example/guestbook/software.json, type default,
      to be started, with parameters greeting;
      INST-0000000001 was awarded to OFFER-0000000001 of organisation:hoster on COMP-1
      at 3.6 EUR per hour, the cheapest of 1, turned down: wrong-region (1);
      COMP-1 gave slappart0 (127.0.0.1) to INST-0000000001;
      INST-0000000001 runs on COMP-1; its hosting started;
      INST-0000000001 published url;
      INST-0000000001 consumed 42.5 cpu-second
      from 2026-01-01T00:00:00.000Z to 2026-01-01T00:01:00.000Z;
      organisation:hoster issued invoice 1 (INV-0000000001) to person:ada:
      3.60 EUR for what was consumed before 2026-02-01T00:00:00.000Z`),
  );
});

test("an unknown instance has no trail", async () => {
  assert.equal(await trailAfter(), undefined);
});

test("a trail of much usage keeps what follows it", async () => {
  const used = Array.from({ length: 150 }, () => a("usage-reported"));
  const trail = await trailAfter(...life.slice(0, 5), ...used, a("instance-stopped"));
  assert.equal(trail?.steps.length, 5 + 100 + 1);
  assert.equal(trail?.steps.at(-1)?.kind, "instance-stopped");
});

test.for(movementKinds.map(({ kind }) => kind))("%s is told without holes", (kind) => {
  // Each kind's example is a movement of that kind; a lookup by kind forgets it.
  const sentence = (says[kind] as (movement: Movement) => string)(a(kind));
  assert.doesNotMatch(sentence, /undefined|\[object|null|NaN/);
  assert.ok(sentence.length > 10, sentence);
});

async function trailAfter(...movements: readonly Movement[]) {
  const rows = await rowsAfter(...movements);
  return rows.read((at) => findTrail(at, instance));
}

function elsewhere() {
  return {
    items: [itemId("instance-tree", "TREE-2")],
    detail: { instance: "INST-2", tree: "TREE-2" },
  };
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
