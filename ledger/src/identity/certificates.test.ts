import { type Command, type CommandKind, instantOf } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { certificatesGoodMax, certificatesPerEnrolmentMax } from "#ledger/identity/certificates.ts";
import { identity } from "#ledger/identity/identity.ts";
import { given } from "#ledger/testing/given.ts";

const begin = "2026-01-01T00:00:00.000Z";
const afterDays = (days: number) => instantOf(Date.parse(begin) + days * 86_400_000);

type Kind = Extract<CommandKind, `${string}-certificate`>;
const owner = "organisation:hoster";
/** What computer COMP-1 is asked, whose owner is the hoster. */
const wish = <K extends Kind>(kind: K, changes: Parameters<typeof ask<K>>[1] = {}) =>
  ask(kind, { streamId: "computer:COMP-1", actor: owner, ...changes });
const record = (detail: Partial<Command<"record-certificate">["detail"]>, at = begin) =>
  wish("record-certificate", { at, detail: { owner, ...detail } });
const certified = () => a("certificate-issued");
const revoked = () => a("certificate-revoked");
const serials = (count: number) =>
  Array.from({ length: count }, (_, index) => (index + 0x1000).toString(16));

test("a certificate is recorded with its life, for its owner", () =>
  given(identity)
    .when(record({}))
    .then({
      kind: "certificate-issued",
      destinationSection: owner,
      items: ["certificate:7f3a9c0000000001", "computer:COMP-1"],
      startsAt: "2026-01-01T00:00:00.000Z",
      stopsAt: "2026-01-31T00:00:00.000Z",
      detail: { holder: "computer:COMP-1", role: "computer", keyMadeBy: "holder" },
    }));

test("a certificate is recorded once", () =>
  given(identity, certified()).when(record({})).thenNothing());

test("a certificate that has expired is not recorded", () =>
  given(identity)
    .when(record({ notAfter: "2025-12-31T00:00:00.000Z" }))
    .thenRefused("expiry-out-of-range"));

test("a certificate is the only one that is good where SlapOS has it so", () => {
  const another = { serial: "1a", only: true };
  given(identity, certified()).when(record(another)).thenRefused("certificate-active");
  given(identity, certified(), revoked()).when(record(another)).then("certificate-issued");
  given(identity, certified())
    .when(record({ ...another, notAfter: afterDays(60) }, "2026-01-31T00:00:00.000Z"))
    .then("certificate-issued");
});

test("a certificate renews one that is good", () => {
  const renewing = { serial: "1a", replaces: "7f3a9c0000000001", notAfter: afterDays(50) };
  given(identity, certified())
    .when(record(renewing, afterDays(20)))
    .then({ kind: "certificate-renewed", detail: { replaces: "7f3a9c0000000001" } });
  given(identity, certified())
    .when(record(renewing, "2026-01-31T00:00:00.000Z"))
    .thenRefused("certificate-not-good");
  given(identity, certified(), revoked())
    .when(record(renewing))
    .thenRefused("certificate-not-good");
  given(identity).when(record(renewing)).thenRefused("no-such-certificate");
});

test("by an enrolment, the same key alone is certified again, until it is revoked", () => {
  const enrolment = "ENROL-0000000001";
  const first = a("certificate-issued", { detail: { enrolment } });
  const again = { enrolment, serial: "1a" };
  given(identity, first).when(record(again)).then("certificate-issued");
  given(identity, first)
    .when(record({ ...again, publicKey: "c".repeat(64) }))
    .thenRefused("enrolment-used");
  given(identity, first, revoked()).when(record(again)).thenRefused("enrolment-used");
  const many = serials(certificatesPerEnrolmentMax).map((serial) =>
    a("certificate-issued", { detail: { enrolment, serial } }),
  );
  given(identity, ...many)
    .when(record(again))
    .thenRefused("enrolment-used");
});

test("a certificate is one of a limited number", () => {
  const many = serials(certificatesGoodMax).map((serial) =>
    a("certificate-issued", { detail: { serial } }),
  );
  given(identity, ...many)
    .when(record({}))
    .thenRefused("too-many-credentials");
  given(identity, ...many)
    .when(record({ notAfter: afterDays(90) }, afterDays(30)))
    .then("certificate-issued");
});

test("a certificate is revoked once, for a reason", () => {
  const wanted = wish("revoke-certificate");
  given(identity, certified())
    .when(wanted)
    .then({
      kind: "certificate-revoked",
      state: "cancelled",
      detail: {
        holder: "computer:COMP-1",
        reason: "keyCompromise",
        notAfter: "2026-01-31T00:00:00.000Z",
      },
    });
  given(identity, certified(), revoked()).when(wanted).thenNothing();
  given(identity, certified())
    .when(wish("revoke-certificate", { at: "2026-01-31T00:00:00.000Z" }))
    .thenNothing();
  given(identity).when(wanted).thenRefused("no-such-certificate");
});

test("a certificate is revoked with all others that are good", () => {
  const second = a("certificate-issued", { detail: { serial: "1a" } });
  const all = wish("revoke-certificate", { detail: { certificate: "all" } });
  given(identity, certified(), second, revoked())
    .when(all)
    .then({ kind: "certificate-revoked", detail: { serial: "1a" } });
  given(identity, certified(), second).when(all).then("certificate-revoked", "certificate-revoked");
  given(identity).when(all).thenNothing();
});
