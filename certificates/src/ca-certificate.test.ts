import { expect, test } from "vitest";
import { readCaCertificate, serialOf } from "./ca-certificate.ts";
import { encode } from "./der.ts";
import { aHierarchy, dayOne } from "./testing/a-hierarchy.ts";
import { keyIdOf } from "./x509.ts";

const { roots, issuing } = await aHierarchy();

test("a certificate that signs is read back", () => {
  const [root] = roots;
  const read = readCaCertificate(`words\n${root?.pem}${issuing[0]?.pem}`);
  expect(read).toMatchObject({ pem: root?.pem, notBefore: "2025-12-31T23:55:00.000Z" });
  expect(read.subjectText).toMatch(/^O=Partita, CN=Partita Root CA [0-9a-f]{8}$/);
  expect(read.keyId).toEqual(keyIdOf(read.publicKey));
  expect(Date.parse(read.notAfter) - Date.parse(dayOne)).toBe(3650 * 24 * 3600 * 1000);
});

test("its subject is what the issued ones say of their issuer, byte by byte", () => {
  const [root] = roots;
  if (root === undefined) throw new Error("there is no root");
  const name = encode(root.subject);
  expect(Buffer.from(issuing[0]?.x509.raw ?? "").includes(name)).toBe(true);
});

test("a text without a certificate, or with a damaged one, is a fault", () => {
  expect(() => readCaCertificate("")).toThrow("there is no certificate");
  expect(() => readCaCertificate(roots[0]?.pem.replace("MII", "MIX") ?? "")).toThrow();
});

test.each([
  ["0AFF", "aff"],
  ["00", "0"],
  ["7F3A", "7f3a"],
])("serial %s is written %s", (hex, serial) => {
  expect(serialOf(hex)).toBe(serial);
});
