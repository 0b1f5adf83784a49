import { type CommandKind, instantOf } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { identity } from "#ledger/identity/identity.ts";
import { tokensGoodMax } from "#ledger/identity/tokens.ts";
import { given } from "#ledger/testing/given.ts";

const begin = "2026-01-01T00:00:00.000Z";
const afterDays = (days: number) => instantOf(Date.parse(begin) + days * 86_400_000);

type Kind = Extract<CommandKind, `${string}-token`>;
const wish = <K extends Kind>(kind: K, changes: Parameters<typeof ask<K>>[1] = {}) =>
  ask(kind, { streamId: "organisation:hoster", actor: "organisation:hoster", ...changes });
const tokened = () => a("token-issued");
const references = (count: number) => Array.from({ length: count }, (_, index) => `TOKEN-${index}`);

test("a token has scopes and an end", () =>
  given(identity)
    .when(wish("issue-token", { detail: { scopes: ["read", "read", "report-usage"] } }))
    .then({
      kind: "token-issued",
      stopsAt: "2026-04-01T00:00:00.000Z",
      detail: { role: "accountant", scopes: ["read", "report-usage"] },
    }));

test.each([
  [366, true],
  [366.01, false],
  [-1, false],
])("a token of %d days: %s", (days, isTaken) => {
  const answer = given(identity).when(
    wish("issue-token", { detail: { expiresAt: afterDays(days) } }),
  );
  if (isTaken) answer.then("token-issued");
  else answer.thenRefused("expiry-out-of-range");
});

test("a token is one of a limited number; those that were revoked do not count", () => {
  const many = references(tokensGoodMax).map((token) => a("token-issued", { detail: { token } }));
  given(identity, ...many)
    .when(wish("issue-token"))
    .thenRefused("too-many-credentials");
  const gone = a("token-revoked", { detail: { token: "TOKEN-0" } });
  given(identity, ...many, gone)
    .when(wish("issue-token"))
    .then("token-issued");
});

test("a token is revoked once", () => {
  given(identity, tokened()).when(wish("revoke-token")).then("token-revoked");
  given(identity, tokened(), a("token-revoked")).when(wish("revoke-token")).thenNothing();
  given(identity, tokened())
    .when(wish("revoke-token", { at: "2026-04-01T00:00:00.000Z" }))
    .thenNothing();
  given(identity).when(wish("revoke-token")).thenRefused("no-such-token");
});
