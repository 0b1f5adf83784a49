import type { CommandKind, NodeId } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { given } from "#ledger/testing/given.ts";
import { webhook } from "#ledger/webhook/webhook.ts";

type Kind = Extract<CommandKind, `${string}-webhook`>;
type Changes = { readonly actor?: NodeId | `computer:${string}`; readonly detail?: object };

const owner = "organisation:hoster";
const wish = (kind: Kind, changes: Changes = {}) =>
  ask(kind, { streamId: "HOOK-0000000001", actor: owner, ...changes });
const pause = (revision: number) =>
  wish("pause-webhook", { actor: "organisation:master", detail: { revision } });
const registered = () => a("webhook-registered");

test("a webhook is its sender's, of all kinds, in the standard envelope", () =>
  given(webhook)
    .when(wish("register-webhook", { detail: { kinds: undefined, role: "organisation" } }))
    .then({
      kind: "webhook-registered",
      sourceSection: owner,
      items: ["webhook:HOOK-0000000001"],
      detail: { owner, role: "organisation", format: "standard", kinds: [] },
    }));

test("whoever is not said to be anything reads as a person", () =>
  given(webhook)
    .when(wish("register-webhook"))
    .then({ kind: "webhook-registered", detail: { role: "person" } }));

test("a kind named twice is sent once", () =>
  given(webhook)
    .when(wish("register-webhook", { detail: { kinds: ["usage-reported", "usage-reported"] } }))
    .then({ kind: "webhook-registered", detail: { kinds: ["usage-reported"] } }));

test("a computer registers none", () =>
  given(webhook)
    .when(wish("register-webhook", { actor: "computer:COMP-1" }))
    .thenRefused("not-yours"));

test.each(["enable-webhook", "rewind-webhook", "rotate-webhook", "remove-webhook"] as const)(
  "%s needs a webhook",
  (kind) => given(webhook).when(wish(kind)).thenRefused("no-such-webhook"),
);

test.each(["enable-webhook", "rewind-webhook", "rotate-webhook"] as const)(
  "%s is its owner's alone, and not of what is removed",
  (kind) => {
    const stranger = wish(kind, { actor: "organisation:other" });
    given(webhook, registered()).when(stranger).thenRefused("not-yours");
    given(webhook, registered(), a("webhook-removed"))
      .when(wish(kind))
      .thenRefused("no-such-webhook");
  },
);

test("a new secret has the next number, and the old one holds for a day", () =>
  given(webhook, registered(), a("webhook-rotated"))
    .when(wish("rotate-webhook"))
    .then({
      kind: "webhook-rotated",
      detail: { rotation: 2, overlapUntil: "2026-01-02T00:00:00.000Z" },
    }));

test("a secret that has leaked ends at once", () =>
  given(webhook, registered())
    .when(wish("rotate-webhook", { detail: { overlapSeconds: 0 } }))
    .then({ kind: "webhook-rotated", detail: { overlapUntil: "2026-01-01T00:00:00.000Z" } }));

test("only what is paused is enabled", () => {
  given(webhook, registered()).when(wish("enable-webhook")).thenNothing();
  given(webhook, registered(), a("webhook-paused"))
    .when(wish("enable-webhook"))
    .then("webhook-enabled");
});

test("what is rewound runs again", () =>
  given(webhook, registered(), a("webhook-paused"), a("webhook-rewound"))
    .when(wish("enable-webhook"))
    .thenNothing());

test("the house pauses what it knows, once, and not what changed meanwhile", () => {
  given(webhook, registered())
    .when(pause(1))
    .then({ kind: "webhook-paused", state: "stopped", detail: { reason: "failing", status: 503 } });
  given(webhook, registered(), a("webhook-paused")).when(pause(2)).thenNothing();
  given(webhook, registered(), a("webhook-rewound")).when(pause(1)).thenNothing();
  given(webhook, registered(), a("webhook-removed")).when(pause(2)).thenNothing();
  given(webhook).when(pause(1)).thenRefused("no-such-webhook");
});

test("what is removed is gone, once", () => {
  given(webhook, registered()).when(wish("remove-webhook")).then("webhook-removed");
  given(webhook, registered(), a("webhook-removed")).when(wish("remove-webhook")).thenNothing();
});

test("a reference that is taken is not given twice", () =>
  given(webhook, registered()).when(wish("register-webhook")).thenRefused("not-yours"));
