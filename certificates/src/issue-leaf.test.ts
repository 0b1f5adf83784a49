import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { serialOf } from "./ca-certificate.ts";
import { issueLeaf, issueServer } from "./issue-leaf.ts";
import { moved } from "./lives.ts";
import { aHierarchy, dayOne } from "./testing/a-hierarchy.ts";
import { p256Key } from "./testing/a-signing-request.ts";
import { publicKeyOf, sha256Hex } from "./x509.ts";

const { issuing: signers } = await aHierarchy();
const [signer] = signers;
if (signer === undefined) throw new Error("there is no signer");
const publicKey = publicKeyOf(p256Key);
const serial = Buffer.from("40ff", "hex");
const issuing = { signer, chain: signer.pem, serial };
const order = { holder: "instance:INST-7", role: "instance", now: dayOne } as const;

test("a leaf says whose it is, and nothing that a request said", () => {
  const leaf = new X509Certificate(issueLeaf(order, publicKey, issuing).certificate);
  expect(leaf).toMatchObject({
    ca: false,
    subject: "CN=INST-7",
    subjectAltName: "URI:urn:partita:instance:INST-7?=role=instance",
    keyUsage: ["1.3.6.1.5.5.7.3.2"],
  });
  expect(leaf.checkIssued(signer.x509)).toBe(true);
  expect(leaf.verify(signer.x509.publicKey)).toBe(true);
});

test("the facts for the record are those of the certificate", () => {
  const issued = issueLeaf(order, publicKey, issuing);
  const leaf = new X509Certificate(issued.certificate);
  expect(issued).toMatchObject({
    serial: serialOf(leaf.serialNumber),
    fingerprint: leaf.fingerprint256.replaceAll(":", "").toLowerCase(),
    publicKey: sha256Hex(leaf.publicKey.export({ type: "spki", format: "der" })),
    notBefore: leaf.validFromDate.toISOString(),
    notAfter: leaf.validToDate.toISOString(),
  });
});

test("it is good from a little before on, for 30 days or as long as was ordered", () => {
  expect(issueLeaf(order, publicKey, issuing)).toMatchObject({
    notBefore: "2025-12-31T23:55:00.000Z",
    notAfter: "2026-01-31T00:00:00.000Z",
  });
  expect(issueLeaf({ ...order, validSeconds: 60 }, publicKey, issuing).notAfter).toBe(
    "2026-01-01T00:01:00.000Z",
  );
});

test("it never outlives what it is signed with", () => {
  const now = moved(signer.notAfter, -60);
  expect(issueLeaf({ ...order, now }, publicKey, issuing).notAfter).toBe(signer.notAfter);
});

test("it says where the revocation list is, where there is one", () => {
  const at = { ...issuing, crlUrl: "http://master.example.org/crl" };
  const { certificate } = issueLeaf(order, publicKey, at);
  expect(new X509Certificate(certificate).raw.includes("http://master.example.org/crl")).toBe(true);
});

test("a server's says all its names, and is good for 90 days", () => {
  const names = [{ dns: "localhost" }, { address: Buffer.of(127, 0, 0, 1) }];
  const { certificate, notAfter } = issueServer(names, publicKey, { ...issuing, now: dayOne });
  const server = new X509Certificate(certificate);
  expect(server).toMatchObject({
    ca: false,
    subjectAltName: "DNS:localhost, IP Address:127.0.0.1",
    keyUsage: ["1.3.6.1.5.5.7.3.1"],
  });
  expect(server.checkHost("localhost")).toBe("localhost");
  expect(server.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(notAfter).toBe("2026-04-01T00:00:00.000Z");
});
