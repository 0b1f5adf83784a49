/** Which enrolments were issued, and which of them were used or taken back? */
import type { Recorded } from "@partita/ledger";
import type { Movement } from "@partita/schemas";
import { type EnrolmentRow, enrolmentsTable } from "#projections/identities/table.ts";
import type { Projection } from "#projections/projection.ts";

export const enrolments: Projection<EnrolmentRow> = {
  table: enrolmentsTable,
  on: {
    "enrolment-issued": { keys: enrolmentOf, apply: (_, recorded) => issued(recorded) },
    "enrolment-redeemed": {
      keys: enrolmentOf,
      apply: (row, { movement, position }) =>
        row && {
          ...row,
          subject: movement.detail.subject,
          endedAtPosition: String(position),
        },
    },
    "enrolment-revoked": {
      keys: enrolmentOf,
      apply: (row, { position }) =>
        row && { ...row, revoked: true, endedAtPosition: String(position) },
    },
  },
};

type Kind = "enrolment-issued" | "enrolment-redeemed" | "enrolment-revoked";

function enrolmentOf({ movement }: Recorded<Movement<Kind>>): readonly string[] {
  return [movement.detail.enrolment];
}

function issued({ movement, position }: Recorded<Movement<"enrolment-issued">>): EnrolmentRow {
  const { detail, destinationSection: owner } = movement;
  return { ...detail, owner, issuedAtPosition: String(position) };
}
