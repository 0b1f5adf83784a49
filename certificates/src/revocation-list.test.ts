import { createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import type { Revoked } from "./authority.ts";
import { bytesOf, decode, encode, partsOf, Tag } from "./der.ts";
import { toPem } from "./pem.ts";
import { revocationList, revokedEntries } from "./revocation-list.ts";
import { aHierarchy, dayOne } from "./testing/a-hierarchy.ts";
import { demandOpenssl, openssl } from "./testing/openssl.ts";

const { issuing } = await aHierarchy();
const [signer] = issuing;
if (signer === undefined) throw new Error("there is no signer");

const revoked: readonly Revoked[] = [
  { serial: "7f", revokedAt: dayOne, reason: "unspecified" },
  { serial: "aff", revokedAt: dayOne, reason: "keyCompromise" },
  { serial: "ff", revokedAt: dayOne, reason: "affiliationChanged" },
  { serial: "4a01", revokedAt: dayOne, reason: "superseded" },
  { serial: "4a02", revokedAt: dayOne, reason: "cessationOfOperation" },
];

test("a list is signed by the issuing certificate", () => {
  const [content, , signature] = partsOf(
    decode(revocationList(revokedEntries(revoked), signer, dayOne)),
    Tag.SEQUENCE,
  );
  if (content === undefined) throw new Error("there is no content");
  const bytes = bytesOf(signature, Tag.BITSTRING).subarray(1);
  expect(verify("sha256", encode(content), createPublicKey(signer.privateKey), bytes)).toBe(true);
});

test("openssl reads serials, reasons, instants and the number", async (context) => {
  await demandOpenssl(context);
  const pem = toPem("X509 CRL", revocationList(revokedEntries(revoked), signer, dayOne));
  const { says } = await openssl(["crl", "-in", "{crl}", "-noout", "-text"], { crl: pem });
  expect(says).toContain("Version 2");
  expect(says).toContain("Last Update: Jan  1 00:00:00 2026 GMT");
  expect(says).toContain("Next Update: Jan  2 00:00:00 2026 GMT");
  expect(says).toContain(String(Date.parse(dayOne)));
  const lines = says.split("\n").map((line) => line.trim());
  expect(lines.filter((line) => line.startsWith("Serial Number"))).toEqual(
    ["7F", "0AFF", "FF", "4A01", "4A02"].map((serial) => `Serial Number: ${serial}`),
  );
  expect(lines.filter((_, index) => lines[index - 1]?.startsWith("X509v3 CRL Reason"))).toEqual([
    "Key Compromise",
    "Affiliation Changed",
    "Superseded",
    "Cessation Of Operation",
  ]);
});

test("an empty list has no entries at all", async (context) => {
  await demandOpenssl(context);
  const pem = toPem("X509 CRL", revocationList(revokedEntries([]), signer, dayOne));
  const { ok, says } = await openssl(["crl", "-in", "{crl}", "-noout", "-text"], { crl: pem });
  expect(ok).toBe(true);
  expect(says).toContain("No Revoked Certificates.");
});
