/** Asks who has which certificates, enrolments and tokens. */
import {
  type AccessToken,
  type Certificate,
  type Enrolment,
  identityListMax,
} from "@partita/schemas";
import {
  certificatesTable,
  enrolmentsTable,
  padded,
  tokensTable,
} from "#projections/identities/table.ts";
import { givenColumns } from "#projections/rows/given-columns.ts";
import type { Finding, RowReader, Where } from "#projections/rows/rows.ts";

export type IdentityFilter = {
  readonly holder?: string | undefined;
  readonly owner?: string | undefined;
};

export async function findCertificate(
  rows: RowReader,
  serial: string,
): Promise<Certificate | undefined> {
  return rows.get(certificatesTable, serial);
}

/** The newest first, at most `identityListMax`; those that expired and were revoked as well. */
export async function listCertificates(
  rows: RowReader,
  filter: IdentityFilter = {},
): Promise<readonly Certificate[]> {
  return rows.find(certificatesTable, newest(givenColumns(filter)));
}

/** Those of a holder that are neither revoked nor expired at this instant, the newest first. */
export async function listGoodCertificates(
  rows: RowReader,
  holder: string,
  at: string,
): Promise<readonly Certificate[]> {
  const where: readonly Where[] = [
    ["holder", "=", holder],
    ["ended", "=", null],
    ["notAfter", ">", at],
  ];
  return rows.find(certificatesTable, newest(where));
}

/** Revoked, and not expired yet at this instant: what a revocation list names. By serial. */
export async function listRevoked(rows: RowReader, at: string): Promise<readonly Certificate[]> {
  return rows.find(certificatesTable, {
    where: [
      ["ended", "!=", null],
      ["notAfter", ">", at],
    ],
    limit: revocationListMax,
  });
}

/** A list of 50,000 is 2 MB, which is as much as clients take; there, lives should be shorter. */
const revocationListMax = 50_000;

export async function findEnrolment(
  rows: RowReader,
  enrolment: string,
): Promise<Enrolment | undefined> {
  return rows.get(enrolmentsTable, enrolment);
}

/** Of several with one hash, the first: whoever comes later has seen it, and has no token. */
export async function findEnrolmentByHash(
  rows: RowReader,
  tokenHash: string,
): Promise<Enrolment | undefined> {
  return oldest(await rows.find(enrolmentsTable, { where: [["tokenHash", "=", tokenHash]] }));
}

export async function listEnrolments(
  rows: RowReader,
  filter: IdentityFilter = {},
): Promise<readonly Enrolment[]> {
  return rows.find(enrolmentsTable, newest(givenColumns(filter)));
}

export async function findToken(rows: RowReader, token: string): Promise<AccessToken | undefined> {
  return rows.get(tokensTable, token);
}

/** Of several with one hash, the first: whoever comes later has seen it, and has no token. */
export async function findTokenByHash(
  rows: RowReader,
  tokenHash: string,
): Promise<AccessToken | undefined> {
  return oldest(await rows.find(tokensTable, { where: [["tokenHash", "=", tokenHash]] }));
}

export async function listTokens(
  rows: RowReader,
  filter: IdentityFilter = {},
): Promise<readonly AccessToken[]> {
  return rows.find(tokensTable, newest(givenColumns(filter)));
}

export type Ended = {
  readonly serials: readonly string[];
  readonly tokens: readonly string[];
};

/** What was ended before its time, after a position of the log. */
export async function listRevokedSince(rows: RowReader, position: bigint): Promise<Ended> {
  const where: readonly Where[] = [["ended", ">", padded(position)]];
  const [certificates, tokens] = await Promise.all([
    rows.find(certificatesTable, { where }),
    rows.find(tokensTable, { where }),
  ]);
  return {
    serials: certificates.map(({ serial }) => serial),
    tokens: tokens.map(({ token }) => token),
  };
}

function newest(where: readonly Where[]): Finding {
  return { where, orderBy: "newestFirst", limit: identityListMax };
}

function oldest<Row extends { readonly issuedAtPosition: string }>(
  rows: readonly Row[],
): Row | undefined {
  return rows.toSorted((left, right) =>
    Number(BigInt(left.issuedAtPosition) - BigInt(right.issuedAtPosition)),
  )[0];
}
