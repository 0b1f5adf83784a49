/** Who has which certificates, until when, and which of them were revoked? */
import type { Recorded } from "@partita/ledger";
import type { Movement } from "@partita/schemas";
import { type CertificateRow, certificatesTable } from "#projections/identities/table.ts";
import type { Projection } from "#projections/projection.ts";

export const certificates: Projection<CertificateRow> = {
  table: certificatesTable,
  on: {
    "certificate-issued": { keys: serialOf, apply: (_, recorded) => issued(recorded) },
    "certificate-renewed": { keys: serialOf, apply: (_, recorded) => issued(recorded) },
    "certificate-revoked": {
      keys: serialOf,
      apply: (row, { movement, position }) =>
        row && {
          ...row,
          revoked: { at: movement.recordedAt, reason: movement.detail.reason },
          endedAtPosition: String(position),
        },
    },
  },
};

type Kind = "certificate-issued" | "certificate-renewed" | "certificate-revoked";

function serialOf({ movement }: Recorded<Movement<Kind>>): readonly string[] {
  return [movement.detail.serial];
}

function issued({
  movement,
  position,
}: Recorded<Movement<"certificate-issued" | "certificate-renewed">>): CertificateRow {
  const { detail, destinationSection: owner } = movement;
  return { ...detail, owner, issuedAtPosition: String(position) };
}
