import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { certificates } from "#projections/identities/certificates.ts";
import {
  findCertificate,
  listCertificates,
  listGoodCertificates,
  listRevoked,
  listRevokedSince,
} from "#projections/identities/query.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const serial = "7f3a9c0000000001";
const issued = a("certificate-issued");
const renewed = a("certificate-renewed", {
  detail: { serial: "1a", replaces: serial, notAfter: "2026-02-20T00:00:00.000Z" },
});
const revoked = a("certificate-revoked");

test("a certificate is its holder's and its owner's", () =>
  given(certificates, issued).thenRows({
    [serial]: {
      holder: "computer:COMP-1",
      owner: "organisation:hoster",
      notAfter: "2026-01-31T00:00:00.000Z",
      revoked: undefined,
    },
  }));

test("what replaces a certificate leaves it as it is", () =>
  given(certificates, issued, renewed).thenRows({
    [serial]: { revoked: undefined },
    "1a": { replaces: serial },
  }));

test("a revoked certificate says when, and why", () =>
  given(certificates, issued, revoked).thenRows({
    [serial]: { revoked: { at: "2026-01-01T00:00:00.000Z", reason: "keyCompromise" } },
  }));

test("certificates are listed by holder and by owner, the newest first", async () => {
  const others = a("certificate-issued", {
    destinationSection: "person:ada",
    detail: { serial: "2b", holder: "person:ada", role: "person" },
  });
  const rows = await rowsAfter(issued, renewed, others);
  const serials = (filter: Parameters<typeof listCertificates>[1]) =>
    rows.read(async (at) => (await listCertificates(at, filter)).map((one) => one.serial));
  assert.deepEqual(await serials({}), ["2b", "1a", serial]);
  assert.deepEqual(await serials({ holder: "computer:COMP-1" }), ["1a", serial]);
  assert.deepEqual(await serials({ owner: "person:ada" }), ["2b"]);
  assert.equal((await rows.read((at) => findCertificate(at, "2b")))?.role, "person");
});

test("good is what is neither revoked nor expired", async () => {
  const rows = await rowsAfter(issued, renewed, revoked);
  const good = (at: string) =>
    rows.read(async (reader) =>
      (await listGoodCertificates(reader, "computer:COMP-1", at)).map((one) => one.serial),
    );
  assert.deepEqual(await good("2026-01-02T00:00:00.000Z"), ["1a"]);
  assert.deepEqual(await good("2026-02-20T00:00:00.000Z"), []);
});

test("a revocation list names what is revoked until it would have expired", async () => {
  const rows = await rowsAfter(issued, renewed, revoked);
  const listed = (at: string) =>
    rows.read(async (reader) => (await listRevoked(reader, at)).map((one) => one.serial));
  assert.deepEqual(await listed("2026-01-02T00:00:00.000Z"), [serial]);
  assert.deepEqual(await listed("2026-01-31T00:00:00.000Z"), []);
});

test("whoever has looked up to a position sees what was revoked after it", async () => {
  const rows = await rowsAfter(issued, revoked, a("token-issued"), a("token-revoked"));
  const since = (position: bigint) => rows.read((at) => listRevokedSince(at, position));
  assert.deepEqual(await since(1n), { serials: [serial], tokens: ["TOKEN-0000000001"] });
  assert.deepEqual(await since(2n), { serials: [], tokens: ["TOKEN-0000000001"] });
  assert.deepEqual(await since(4n), { serials: [], tokens: [] });
});
