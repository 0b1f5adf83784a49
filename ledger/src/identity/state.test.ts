import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import {
  certified,
  enrolled,
  enrolmentEnded,
  initial,
  tokenGiven,
  tokenRevoked,
  uncertified,
} from "#ledger/identity/state.ts";

const recordedAt = "2026-05-01T00:00:00.000Z";
const later = "2026-06-01T00:00:00.000Z";

test("tokens that have expired are forgotten by the next one", () => {
  const second = a("token-issued", { recordedAt, detail: { token: "TOKEN-2", expiresAt: later } });
  const state = [a("token-issued"), second].reduce(tokenGiven, initial);
  expect([...state.tokens.keys()]).toEqual(["TOKEN-2"]);
});

test("certificates that have expired are forgotten by the next one, revoked ones are not", () => {
  const detail = { serial: "1a", notAfter: later };
  const first = certified(initial, a("certificate-issued"));
  const gone = uncertified(first, a("certificate-revoked"));
  expect(gone.certificates.get("7f3a9c0000000001")?.revoked).toBe(true);
  const second = certified(gone, a("certificate-renewed", { recordedAt, detail }));
  expect([...second.certificates.keys()]).toEqual(["1a"]);
});

test("enrolments that have expired are forgotten by the next one", () => {
  const detail = { enrolment: "ENROL-2", expiresAt: later };
  const state = [a("enrolment-issued"), a("enrolment-issued", { recordedAt, detail })].reduce(
    enrolled,
    initial,
  );
  expect([...state.enrolments.keys()]).toEqual(["ENROL-2"]);
});

test("what was issued last says who owns it", () => {
  const sold = a("certificate-issued", { destinationSection: "person:carol" });
  expect([a("certificate-issued"), sold].reduce(certified, initial).owner).toBe("person:carol");
});

test("the end of what is forgotten changes nothing", () => {
  expect(uncertified(initial, a("certificate-revoked"))).toBe(initial);
  expect(enrolmentEnded(initial, a("enrolment-redeemed"))).toBe(initial);
  expect(tokenRevoked(initial, a("token-revoked"))).toBe(initial);
});
