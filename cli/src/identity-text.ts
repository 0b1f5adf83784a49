/** Writes who has which certificates, enrolments and tokens, as tables for people. */
import type { QueryAnswer } from "@partita/schemas";
import { table } from "./table.ts";

type Certificates = QueryAnswer<"certificates">["certificates"];
type Enrolments = QueryAnswer<"enrolments">["enrolments"];
type Tokens = QueryAnswer<"tokens">["tokens"];

export function certificateTable(certificates: Certificates): string {
  if (certificates.length === 0) return "No certificates. Get one: partita help certificate";
  return table(
    [
      { title: "certificate", cell: ({ serial }) => serial },
      { title: "holder", cell: ({ holder }) => holder },
      { title: "role", cell: ({ role }) => role },
      { title: "from", cell: ({ notBefore }) => notBefore },
      { title: "until", cell: ({ notAfter }) => notAfter },
      { title: "revoked", cell: ({ revoked }) => (revoked ? revoked.reason : "-") },
    ],
    certificates,
  );
}

export function enrolmentTable(enrolments: Enrolments): string {
  if (enrolments.length === 0) return "No enrolments. Make one: partita help enrol";
  return table(
    [
      { title: "enrolment", cell: ({ enrolment }) => enrolment },
      { title: "holder", cell: ({ holder }) => holder },
      { title: "purpose", cell: ({ purpose }) => purpose },
      { title: "until", cell: ({ expiresAt }) => expiresAt },
      { title: "used by", cell: ({ subject, revoked }) => subject ?? (revoked ? "revoked" : "-") },
    ],
    enrolments,
  );
}

export function tokenTable(tokens: Tokens): string {
  if (tokens.length === 0) return "No tokens. Make one: partita help token";
  return table(
    [
      { title: "token", cell: ({ token }) => token },
      { title: "title", cell: ({ title }) => title },
      { title: "holder", cell: ({ holder }) => holder },
      { title: "role", cell: ({ role }) => role },
      { title: "scopes", cell: ({ scopes }) => scopes.join(" ") },
      { title: "until", cell: ({ expiresAt, revoked }) => (revoked ? "revoked" : expiresAt) },
    ],
    tokens,
  );
}
