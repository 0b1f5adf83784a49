/** A certificate that signs others, as it is read back. */
import { X509Certificate } from "node:crypto";
import { type Der, decode, partsOf, Tag } from "./der.ts";
import type { Life } from "./lives.ts";
import { blocksOf } from "./pem.ts";
import { keyIdOf } from "./x509.ts";

export type CaCertificate = Life & {
  readonly pem: string;
  readonly x509: X509Certificate;
  /** As it stands in the certificate: issued ones must repeat it byte by byte. */
  readonly subject: Der;
  /** `O=Partita, CN=…` */
  readonly subjectText: string;
  readonly keyId: Buffer;
  readonly publicKey: Buffer;
};

/** Of the first certificate in a PEM text; throws when there is none, or it cannot be read. */
export function readCaCertificate(pem: string): CaCertificate {
  const [block] = blocksOf(pem, "CERTIFICATE");
  if (block === undefined) throw new Error("there is no certificate");
  const x509 = new X509Certificate(block);
  const publicKey = x509.publicKey.export({ type: "spki", format: "der" });
  return {
    pem: block,
    x509,
    subject: subjectIn(x509.raw),
    subjectText: x509.subject.replaceAll("\n", ", "),
    keyId: keyIdOf(publicKey),
    publicKey,
    notBefore: x509.validFromDate.toISOString(),
    notAfter: x509.validToDate.toISOString(),
  };
}

const subjectIndex = 5;

function subjectIn(certificate: Uint8Array): Der {
  const [content] = partsOf(decode(certificate), Tag.SEQUENCE);
  const subject = partsOf(content, Tag.SEQUENCE)[subjectIndex];
  if (subject === undefined) throw new Error("there is no subject");
  return subject;
}

/** The serial as the house writes it, from how `X509Certificate` and node:tls do. */
export function serialOf(hex: string): string {
  return hex.toLowerCase().replace(/^0+(?=.)/, "");
}
