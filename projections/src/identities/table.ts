/** Where certificates, enrolments and tokens are kept: one row each, for ever. */
import type { AccessToken, Certificate, Enrolment } from "@partita/schemas";
import type { ColumnValue, Table } from "#projections/rows/rows.ts";

const positionMax = 2n ** 63n - 1n;

/** Where in the log it was issued, and where it was ended before its time. */
type Placed = { readonly issuedAtPosition: string; readonly endedAtPosition?: string };
export type CertificateRow = Certificate & Placed;
export type EnrolmentRow = Enrolment & Placed;
export type TokenRow = AccessToken & Placed;

const columns = {
  ended: ({ endedAtPosition }: Placed): ColumnValue =>
    endedAtPosition === undefined ? null : padded(endedAtPosition),
  newestFirst: ({ issuedAtPosition }: Placed) => padded(positionMax - BigInt(issuedAtPosition)),
};
const whose = {
  holder: ({ holder }: Certificate | Enrolment | AccessToken) => holder,
  owner: ({ owner }: Certificate | Enrolment | AccessToken) => owner,
};

export const certificatesTable: Table<CertificateRow> = {
  name: "certificates",
  version: 1,
  columns: { ...whose, ...columns, notAfter: ({ notAfter }) => notAfter },
};

export const enrolmentsTable: Table<EnrolmentRow> = {
  name: "enrolments",
  version: 1,
  columns: { ...whose, ...columns, tokenHash: ({ tokenHash }) => tokenHash },
};

export const tokensTable: Table<TokenRow> = {
  name: "access_tokens",
  version: 1,
  columns: { ...whose, ...columns, tokenHash: ({ tokenHash }) => tokenHash },
};

/** Positions are 64-bit in every store: padded to as many digits, their text is in their order. */
export function padded(position: bigint | string): string {
  return String(position).padStart(String(positionMax).length, "0");
}
