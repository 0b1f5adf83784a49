/** Reads a certificate signing request (PKCS#10, RFC 2986): of it, only the key is believed. */
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { acceptKey, type KeyType } from "./accept-key.ts";
import { CsrRefused } from "./csr-refused.ts";
import {
  bytesOf,
  type Der,
  decode,
  encode,
  nothing,
  objectId,
  partsOf,
  sequence,
  Tag,
} from "./der.ts";
import { fromPem } from "./pem.ts";

/** In characters of PEM. One with a key of 4096 bits takes some 1,700. */
export const csrCharactersMax = 16_384;
/** What signs a request, by its AlgorithmIdentifier; MD5 and SHA-1 are not among them. */
const algorithms: ReadonlyMap<string, readonly [type: KeyType, digest: string]> = new Map([
  [algorithmHex("1.2.840.113549.1.1.11", nothing()), ["rsa", "sha256"]],
  [algorithmHex("1.2.840.113549.1.1.12", nothing()), ["rsa", "sha384"]],
  [algorithmHex("1.2.840.113549.1.1.13", nothing()), ["rsa", "sha512"]],
  [algorithmHex("1.2.840.10045.4.3.2"), ["ec", "sha256"]],
  [algorithmHex("1.2.840.10045.4.3.3"), ["ec", "sha384"]],
  [algorithmHex("1.2.840.10045.4.3.4"), ["ec", "sha512"]],
]);

function algorithmHex(dotted: string, ...parameters: readonly Der[]): string {
  return encode(sequence(objectId(dotted), ...parameters)).toString("hex");
}

/** The SubjectPublicKeyInfo of whoever made the request and holds its key; or `CsrRefused`. */
export function readCsr(pem: string): Buffer {
  if (pem.length > csrCharactersMax)
    throw new CsrRefused("csr-too-long", `longer than ${csrCharactersMax} characters`);
  const { content, keyInfo, algorithm, signature } = partsOfCsr(pem);
  const [type, digest] = algorithms.get(algorithm) ?? [];
  if (type === undefined || digest === undefined)
    throw new CsrRefused("csr-algorithm-refused", "signed neither by RSA nor ECDSA with SHA-2");
  if (acceptKey(keyInfo) !== type)
    throw new CsrRefused("csr-signature-wrong", "signed in another way than its key can");
  const publicKey = encode(keyInfo);
  if (!verify(digest, content, keyOf(publicKey), signature))
    throw new CsrRefused("csr-signature-wrong", "not signed by the key that it names");
  return publicKey;
}

type CsrParts = {
  readonly content: Buffer;
  readonly keyInfo: Der;
  readonly algorithm: string;
  readonly signature: Buffer;
};

function partsOfCsr(pem: string): CsrParts {
  const der = fromPem(pem, ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"]);
  if (der === undefined) throw new CsrRefused("csr-unreadable", "not a request in PEM");
  try {
    const whole = decode(der);
    // What has a second way to be written could be changed without breaking the signature.
    if (!encode(whole).equals(der)) throw new Error("BER, but not DER");
    const [content, algorithm, signature] = partsOf(whole, Tag.SEQUENCE);
    const [, , keyInfo] = partsOf(content, Tag.SEQUENCE);
    if (content === undefined || keyInfo === undefined || algorithm === undefined)
      throw new Error("a part is missing");
    return {
      content: encode(content),
      keyInfo,
      algorithm: encode(algorithm).toString("hex"),
      signature: wholeBytes(signature),
    };
  } catch (cause) {
    throw new CsrRefused("csr-unreadable", "not a PKCS#10 request", { cause });
  }
}

function wholeBytes(signature: Der | undefined): Buffer {
  const bytes = bytesOf(signature, Tag.BITSTRING);
  if (bytes[0] !== 0) throw new Error("a signature of broken bytes");
  return bytes.subarray(1);
}

function keyOf(keyInfo: Buffer): KeyObject {
  try {
    return createPublicKey({ key: keyInfo, format: "der", type: "spki" });
  } catch (cause) {
    throw new CsrRefused("csr-key-refused", "its key cannot be read", { cause });
  }
}
