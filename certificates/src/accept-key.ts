/** Which public keys are certified: those of the usual kinds, written in the usual way. */
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

export type KeyType = "rsa" | "ec";

const rsaBitsMin = 2048n;
const rsaBitsMax = 4096n;
/** Below, signatures can be forged where padding is read loosely; above, checking takes long. */
const exponentMin = 65_537n;
const exponentMax = 2n ** 32n;
const says = `keys are RSA of ${rsaBitsMin} to ${rsaBitsMax} bits, P-256 or P-384`;

const ecPublicKey = objectId("1.2.840.10045.2.1");
/** Bytes of a point, both coordinates written out, by the AlgorithmIdentifier of its curve. */
const pointBytes: ReadonlyMap<string, number> = new Map([
  [hexOf(sequence(ecPublicKey, objectId("1.2.840.10045.3.1.7"))), 65],
  [hexOf(sequence(ecPublicKey, objectId("1.3.132.0.34"))), 97],
]);
const isWrittenOut = 4;
const rsaEncryption = hexOf(sequence(objectId("1.2.840.113549.1.1.1"), nothing()));

/**
 * Of a SubjectPublicKeyInfo. Read here, since to ask OpenSSL for the same takes longer than to
 * issue the whole certificate. Throws `CsrRefused` for any other key.
 */
export function acceptKey(info: Der): KeyType {
  try {
    const [algorithm, key] = partsOf(info, Tag.SEQUENCE);
    const kind = algorithm === undefined ? "" : hexOf(algorithm);
    const bytes = bytesOf(key, Tag.BITSTRING);
    const isWhole = bytes[0] === 0;
    const content = bytes.subarray(1);
    if (isWhole && kind === rsaEncryption && isGoodRsa(content)) return "rsa";
    const isPoint = content.length === pointBytes.get(kind) && content[0] === isWrittenOut;
    if (isWhole && isPoint) return "ec";
  } catch (cause) {
    throw new CsrRefused("csr-key-refused", says, { cause });
  }
  throw new CsrRefused("csr-key-refused", says);
}

function isGoodRsa(der: Buffer): boolean {
  const key = decode(der);
  if (!encode(key).equals(der)) return false;
  const [modulus, exponent, ...more] = partsOf(key, Tag.SEQUENCE).map(unsigned);
  if (modulus === undefined || exponent === undefined || more.length > 0) return false;
  const isLong = modulus >> (rsaBitsMin - 1n) > 0n && modulus >> rsaBitsMax === 0n;
  // Even ones are no product of two primes, or no exponent.
  const isOdd = modulus % 2n === 1n && exponent % 2n === 1n;
  return isLong && isOdd && exponent >= exponentMin && exponent <= exponentMax;
}

/** Negative ones become nothing that is taken. */
function unsigned(der: Der): bigint {
  const bytes = bytesOf(der, Tag.INTEGER);
  return (bytes[0] ?? 0x80) >= 0x80 ? 0n : BigInt(`0x${bytes.toString("hex")}`);
}

function hexOf(der: Der): string {
  return encode(der).toString("hex");
}
