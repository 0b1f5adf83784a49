/** A certificate in words, as OpenSSL dumps it: what old clients search with their own eyes. */
import type { CaCertificate } from "./ca-certificate.ts";
import { type DistinguishedName, nameToText } from "./distinguished-name.ts";
import type { Life } from "./lives.ts";

export type Described = Life & {
  readonly serial: Uint8Array;
  readonly issuer: CaCertificate;
  readonly subject: DistinguishedName;
  readonly keyId: Uint8Array;
  readonly uri: string;
};

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** OpenSSL and all that is made of it skip what stands before a block of PEM. */
export function certificateText(described: Described): string {
  const { serial, issuer, subject, keyId, uri } = described;
  return `Certificate:
    Data:
        Version: 3 (0x2)
        Serial Number:
            ${colons(serial)}
        Signature Algorithm: ecdsa-with-SHA256
        Issuer: ${issuer.subjectText}
        Validity
            Not Before: ${dateText(described.notBefore)}
            Not After : ${dateText(described.notAfter)}
        Subject: ${nameToText(subject)}
        X509v3 extensions:
            X509v3 Basic Constraints: critical
                CA:FALSE
            X509v3 Key Usage: critical
                Digital Signature
            X509v3 Extended Key Usage: 
                TLS Web Client Authentication
            X509v3 Subject Alternative Name: 
                URI:${uri}
            X509v3 Subject Key Identifier: 
                ${colons(keyId).toUpperCase()}
            X509v3 Authority Key Identifier: 
                ${colons(issuer.keyId).toUpperCase()}
`;
}

function colons(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(":");
}

/** `Nov  1 09:00:00 2026 GMT` */
function dateText(instant: string): string {
  const date = new Date(instant);
  const day = String(date.getUTCDate()).padStart(2);
  const clock = instant.slice(11, 19);
  return `${months[date.getUTCMonth()]} ${day} ${clock} ${date.getUTCFullYear()} GMT`;
}
