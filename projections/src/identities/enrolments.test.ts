import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { enrolments } from "#projections/identities/enrolments.ts";
import {
  findEnrolment,
  findEnrolmentByHash,
  listEnrolments,
} from "#projections/identities/query.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const reference = "ENROL-0000000001";
const issued = a("enrolment-issued");

test("an enrolment waits for whoever has its token", () =>
  given(enrolments, issued).thenRows({
    [reference]: {
      holder: "organisation:hoster",
      owner: "organisation:hoster",
      purpose: "register-computer",
      subject: undefined,
      revoked: undefined,
    },
  }));

test("an enrolment that was used says by whom", () =>
  given(enrolments, issued, a("enrolment-redeemed")).thenRows({
    [reference]: { subject: "computer:COMP-1", revoked: undefined },
  }));

test("an enrolment that was taken back is used by nobody", () =>
  given(enrolments, issued, a("enrolment-revoked")).thenRows({
    [reference]: { subject: undefined, revoked: true },
  }));

test("an enrolment is found by its reference and by its token, the first of two", async () => {
  const thief = a("enrolment-issued", {
    destinationSection: "person:thief",
    detail: { enrolment: "ENROL-0", holder: "person:thief", role: "person" },
  });
  const rows = await rowsAfter(issued, thief);
  const found = await rows.read((at) => findEnrolmentByHash(at, issued.detail.tokenHash));
  assert.equal(found?.enrolment, reference);
  assert.equal((await rows.read((at) => findEnrolment(at, "ENROL-0")))?.owner, "person:thief");
  const listed = await rows.read((at) => listEnrolments(at, { owner: "organisation:hoster" }));
  assert.deepEqual(
    listed.map(({ enrolment }) => enrolment),
    [reference],
  );
});
