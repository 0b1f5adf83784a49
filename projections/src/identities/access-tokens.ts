/** Which bearer tokens are there, with which scopes, and until when? */
import type { Recorded } from "@partita/ledger";
import type { Movement } from "@partita/schemas";
import { type TokenRow, tokensTable } from "#projections/identities/table.ts";
import type { Projection } from "#projections/projection.ts";

export const accessTokens: Projection<TokenRow> = {
  table: tokensTable,
  on: {
    "token-issued": { keys: tokenOf, apply: (_, recorded) => issued(recorded) },
    "token-revoked": {
      keys: tokenOf,
      apply: (row, { position }) =>
        row && { ...row, revoked: true, endedAtPosition: String(position) },
    },
  },
};

function tokenOf({
  movement,
}: Recorded<Movement<"token-issued" | "token-revoked">>): readonly string[] {
  return [movement.detail.token];
}

function issued({ movement, position }: Recorded<Movement<"token-issued">>): TokenRow {
  const { detail, recordedAt, destinationSection: owner } = movement;
  return { ...detail, owner, issuedAt: recordedAt, issuedAtPosition: String(position) };
}
