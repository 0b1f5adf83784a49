import { expect, test } from "vitest";
import { certificateText } from "./certificate-text.ts";
import { subjectOf } from "./holder-name.ts";
import { issueLeaf } from "./issue-leaf.ts";
import { aHierarchy, dayOne } from "./testing/a-hierarchy.ts";
import { p256Key } from "./testing/a-signing-request.ts";
import { demandOpenssl, openssl } from "./testing/openssl.ts";
import { publicKeyOf } from "./x509.ts";

const { issuing } = await aHierarchy();
const [signer] = issuing;
if (signer === undefined) throw new Error("there is no signer");

const order = { holder: "computer:COMP-123", role: "computer", now: dayOne } as const;
const serial = Buffer.from("40ff", "hex");
const leaf = issueLeaf(order, publicKeyOf(p256Key), { signer, chain: signer.pem, serial });

/** How `slapos node register` finds out which computer it has registered. */
function slaposReads(certificate: string): string {
  const begin = certificate.indexOf("COMP-");
  return certificate.slice(begin, certificate.indexOf("/email", begin));
}

test("SlapOS's client finds its computer in it", () => {
  expect(slaposReads(leaf.text)).toBe("COMP-123");
});

test("what it says is what openssl says of the certificate", async (context) => {
  await demandOpenssl(context);
  const args = ["x509", "-in", "{leaf}", "-noout", "-text"];
  const { says } = await openssl(args, { leaf: leaf.text });
  const theirs = new Set(says.split("\n").map(plain));
  const [words = ""] = leaf.text.split("-----BEGIN");
  const ours = words.trimEnd().split("\n").map(plain);
  // A short serial is written on its line, and subjects have spaces and commas today.
  const apart = [
    "SerialNumber:",
    "40:ff",
    "Subject:CN=COMP-123/emailAddress=COMP-123@computer.invalid",
  ];
  expect(ours.filter((line) => !theirs.has(line))).toEqual(apart);
  expect(says).toContain("Subject: CN = COMP-123, emailAddress = COMP-123@computer.invalid");
  expect(says).toContain("Serial Number: 16639 (0x40ff)");
});

test("it says both ends of its life in the clock of the whole world", () => {
  const text = certificateText({
    ...{ notBefore: "2026-02-03T04:05:06.000Z", notAfter: "2027-12-31T23:59:59.000Z" },
    ...{ serial, issuer: signer, subject: subjectOf("person:ada"), keyId: serial, uri: "a:b" },
  });
  expect(text).toContain("Not Before: Feb  3 04:05:06 2026 GMT");
  expect(text).toContain("Not After : Dec 31 23:59:59 2027 GMT");
});

function plain(line: string): string {
  return line.replaceAll(/\s/g, "");
}
