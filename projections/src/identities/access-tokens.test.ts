import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { accessTokens } from "#projections/identities/access-tokens.ts";
import { findToken, findTokenByHash, listTokens } from "#projections/identities/query.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const token = "TOKEN-0000000001";
const issued = a("token-issued");

test("a token has scopes and an end", () =>
  given(accessTokens, issued).thenRows({
    [token]: {
      holder: "organisation:hoster",
      role: "accountant",
      scopes: ["read"],
      issuedAt: "2026-01-01T00:00:00.000Z",
      expiresAt: "2026-04-01T00:00:00.000Z",
      revoked: undefined,
    },
  }));

test("a revoked token is still there, for whoever asks what it was", () =>
  given(accessTokens, issued, a("token-revoked")).thenRows({ [token]: { revoked: true } }));

test("a token is found by its reference and by its hash, the first of two", async () => {
  const thief = a("token-issued", {
    destinationSection: "person:thief",
    detail: { token: "TOKEN-0", holder: "person:thief", role: "person" },
  });
  const rows = await rowsAfter(issued, thief);
  const found = await rows.read((at) => findTokenByHash(at, issued.detail.tokenHash));
  assert.equal(found?.token, token);
  assert.equal((await rows.read((at) => findToken(at, "TOKEN-0")))?.owner, "person:thief");
  const listed = await rows.read((at) => listTokens(at, { holder: "organisation:hoster" }));
  assert.deepEqual(
    listed.map((one) => one.token),
    [token],
  );
});
