import { createHash, createPublicKey, verify, X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { bytesOf, decode, encode, partsOf, Tag } from "./der.ts";
import { nameToDer } from "./distinguished-name.ts";
import { ofSubjectKey } from "./extensions.ts";
import { p256Key } from "./testing/a-signing-request.ts";
import {
  certificateOf,
  keyIdOf,
  pemOfKey,
  publicKeyOf,
  sha256Hex,
  signatureAlgorithm,
  signedOf,
} from "./x509.ts";

const publicKey = publicKeyOf(p256Key);

test("a certificate says what was put into it, signed by its issuer", () => {
  const certificate = new X509Certificate(
    certificateOf(
      {
        serial: Buffer.from("40ff", "hex"),
        issuer: nameToDer([{ attribute: "CN", value: "above" }]),
        subject: nameToDer([{ attribute: "CN", value: "below" }]),
        notBefore: new Date("2026-01-01T00:00:00Z"),
        notAfter: new Date("2060-01-01T00:00:00Z"),
        publicKey,
        extensions: [ofSubjectKey(keyIdOf(publicKey))],
      },
      p256Key,
    ),
  );
  expect(certificate).toMatchObject({
    serialNumber: "40FF",
    issuer: "CN=above",
    subject: "CN=below",
  });
  expect(certificate.validFromDate).toEqual(new Date("2026-01-01T00:00:00Z"));
  expect(certificate.validToDate).toEqual(new Date("2060-01-01T00:00:00Z"));
  expect(certificate.publicKey.export({ type: "spki", format: "der" })).toEqual(publicKey);
  expect(certificate.verify(createPublicKey(p256Key))).toBe(true);
});

test("what is signed is content, algorithm and a signature that holds", () => {
  const content = encode(nameToDer([]));
  const [first, algorithm, signature] = partsOf(decode(signedOf(content, p256Key)), Tag.SEQUENCE);
  if (first === undefined || algorithm === undefined) throw new Error("a part is missing");
  expect(encode(first)).toEqual(content);
  expect(encode(algorithm)).toEqual(encode(signatureAlgorithm()));
  const bytes = bytesOf(signature, Tag.BITSTRING).subarray(1);
  expect(verify("sha256", content, createPublicKey(p256Key), bytes)).toBe(true);
});

test("a key is named by the first 20 bytes of its digest", () => {
  const digest = createHash("sha256").update(publicKey).digest("hex");
  expect(keyIdOf(publicKey).toString("hex")).toBe(digest.slice(0, 40));
  expect(sha256Hex(publicKey)).toBe(digest);
  expect(pemOfKey(p256Key)).toMatch(/^-----BEGIN PRIVATE KEY-----/);
});
