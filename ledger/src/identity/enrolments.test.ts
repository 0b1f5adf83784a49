import { type CommandKind, instantOf } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { enrolmentsOpenMax } from "#ledger/identity/enrolments.ts";
import { identity } from "#ledger/identity/identity.ts";
import { given } from "#ledger/testing/given.ts";

const begin = "2026-01-01T00:00:00.000Z";
const afterDays = (days: number) => instantOf(Date.parse(begin) + days * 86_400_000);

type Kind = Extract<CommandKind, `${string}-enrolment`>;
const wish = <K extends Kind>(kind: K, changes: Parameters<typeof ask<K>>[1] = {}) =>
  ask(kind, { streamId: "organisation:hoster", actor: "organisation:hoster", ...changes });
const enrolled = () => a("enrolment-issued");
const redeemed = () => a("enrolment-redeemed");
const many = (count: number) => Array.from({ length: count }, (_, index) => `ENROL-${index}`);

test("an enrolment is its holder's, until it expires", () =>
  given(identity)
    .when(wish("issue-enrolment"))
    .then({
      kind: "enrolment-issued",
      sourceSection: "organisation:master",
      destinationSection: "organisation:hoster",
      stopsAt: "2026-01-02T00:00:00.000Z",
      detail: { holder: "organisation:hoster", purpose: "register-computer" },
    }));

test.each([
  ["register-computer", 1, true],
  ["register-computer", 1.01, false],
  ["certificate", 30, true],
  ["certificate", 30.01, false],
  ["certificate", 0, false],
] as const)("for %s of %d days: %s", (purpose, days, isTaken) => {
  const detail = { purpose, expiresAt: afterDays(days) };
  const answer = given(identity).when(wish("issue-enrolment", { detail }));
  if (isTaken) answer.then("enrolment-issued");
  else answer.thenRefused("expiry-out-of-range");
});

test("an enrolment is owned by whoever owns the computer", () =>
  given(identity)
    .when(
      wish("issue-enrolment", {
        streamId: "computer:COMP-1",
        detail: {
          holder: "computer:COMP-1",
          role: "computer",
          purpose: "certificate",
          owner: "person:carol",
        },
      }),
    )
    .then({
      kind: "enrolment-issued",
      destinationSection: "person:carol",
    }));

test.each([
  ["computer:COMP-1", "auditor", "person:carol"],
  ["organisation:hoster", "computer", undefined],
  ["person:ada", "accountant", undefined],
  ["computer:COMP-1", "computer", undefined],
] as const)("of %s as %s, owned by %s, is refused", (holder, role, owner) => {
  const detail = { holder, role, purpose: "certificate", ...(owner && { owner }) } as const;
  given(identity).when(wish("issue-enrolment", { detail })).thenRefused("not-yours");
});

test.each([
  ["organisation:hoster", "accountant"],
  ["organisation:hoster", "auditor"],
  ["organisation:hoster", "operator"],
  ["person:ines", "auditor"],
] as const)("%s as %s registers no computer", (holder, role) => {
  const detail = { holder, role, purpose: "register-computer" } as const;
  given(identity)
    .when(wish("issue-enrolment", { streamId: holder, actor: holder, detail }))
    .thenRefused("not-yours");
});

test("an enrolment to register a computer is no computer's", () =>
  given(identity)
    .when(
      wish("issue-enrolment", {
        streamId: "computer:COMP-1",
        detail: { holder: "computer:COMP-1", role: "computer", owner: "person:carol" },
      }),
    )
    .thenRefused("not-yours"));

test("an enrolment waits beside a limited number of others that are good", () => {
  const others = many(enrolmentsOpenMax).map((enrolment) =>
    a("enrolment-issued", { detail: { enrolment } }),
  );
  given(identity, ...others)
    .when(wish("issue-enrolment"))
    .thenRefused("too-many-credentials", { max: `${enrolmentsOpenMax}` });
  given(identity, ...others)
    .when(wish("issue-enrolment", { at: afterDays(1), detail: { expiresAt: afterDays(2) } }))
    .then("enrolment-issued");
});

test("an enrolment is redeemed once", () => {
  given(identity, enrolled())
    .when(wish("redeem-enrolment"))
    .then({
      kind: "enrolment-redeemed",
      items: ["enrolment:ENROL-0000000001", "computer:COMP-1"],
      detail: { subject: "computer:COMP-1", holder: "organisation:hoster" },
    });
  given(identity, enrolled(), redeemed())
    .when(wish("redeem-enrolment"))
    .thenRefused("enrolment-used");
});

test("an enrolment is redeemed up to the moment at which it expires, but not at it", () => {
  given(identity, enrolled())
    .when(wish("redeem-enrolment", { at: "2026-01-01T23:59:59.999Z" }))
    .then("enrolment-redeemed");
  given(identity, enrolled())
    .when(wish("redeem-enrolment", { at: "2026-01-02T00:00:00.000Z" }))
    .thenRefused("enrolment-expired");
});

test("an enrolment is for its purpose and its token only", () => {
  given(identity, enrolled())
    .when(wish("redeem-enrolment", { detail: { purpose: "certificate" } }))
    .thenRefused("no-such-enrolment");
  given(identity, enrolled())
    .when(wish("redeem-enrolment", { detail: { tokenHash: "e".repeat(64) } }))
    .thenRefused("no-such-enrolment");
});

test("an enrolment is taken back before it is used, but not afterwards", () => {
  given(identity, enrolled()).when(wish("revoke-enrolment")).then("enrolment-revoked");
  given(identity, enrolled(), redeemed()).when(wish("revoke-enrolment")).thenNothing();
  given(identity, enrolled(), a("enrolment-revoked"))
    .when(wish("redeem-enrolment"))
    .thenRefused("enrolment-used");
  given(identity).when(wish("revoke-enrolment")).thenRefused("no-such-enrolment");
});
