/** Certificates: what is in one is put together here, and signed with the issuer's key. */
import { createHash, createPublicKey, type KeyObject, sign } from "node:crypto";
import {
  bits,
  type Der,
  encode,
  encoded,
  explicit,
  integer,
  objectId,
  sequence,
  smallInteger,
  time,
} from "./der.ts";

export type CertificateBody = {
  /** At most 20 bytes, the first neither 0 nor above 0x7f. */
  readonly serial: Uint8Array;
  readonly issuer: Der;
  readonly subject: Der;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo, in DER. */
  readonly publicKey: Uint8Array;
  readonly extensions: readonly Der[];
};

/** The authority's own keys are P-256: a signature takes some 30 µs, one of RSA 600. */
const ecdsaWithSha256 = sequence(objectId("1.2.840.10045.4.3.2"));
const version3 = explicit(0, smallInteger(2));

export function certificateOf(body: CertificateBody, issuerKey: KeyObject): Buffer {
  const content = sequence(
    version3,
    integer(body.serial),
    ecdsaWithSha256,
    body.issuer,
    sequence(time(body.notBefore), time(body.notAfter)),
    body.subject,
    encoded(body.publicKey),
    explicit(3, sequence(...body.extensions)),
  );
  return signedOf(encode(content), issuerKey);
}

/** `{ content, algorithm, signature }`, as certificates and revocation lists are signed. */
export function signedOf(content: Buffer, key: KeyObject): Buffer {
  const signature = sign("sha256", content, key);
  return encode(sequence(encoded(content), ecdsaWithSha256, bits(signature)));
}

export function signatureAlgorithm(): Der {
  return ecdsaWithSha256;
}

const keyIdBytes = 20;

/** Names a key by its digest (RFC 7093, 2, method 4). */
export function keyIdOf(publicKey: Uint8Array): Buffer {
  return createHash("sha256").update(publicKey).digest().subarray(0, keyIdBytes);
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** SubjectPublicKeyInfo of the key's public half, in DER. */
export function publicKeyOf(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ type: "spki", format: "der" });
}

/** PKCS#8, in the clear. */
export function pemOfKey(privateKey: KeyObject): string {
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}
