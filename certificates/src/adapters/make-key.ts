/** Makes keys and serial numbers: whatever comes from chance. */
import { generateKeyPair, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { KeyKind } from "#certificates/authority.ts";

const makePair = promisify(generateKeyPair);
const rsaBits = 2048;

/** P-256 takes some 20 µs; RSA some 40 ms, on a thread of its own. */
export async function makeKey(kind: KeyKind): Promise<KeyObject> {
  if (kind === "p256") return generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
  return (await makePair("rsa", { modulusLength: rsaBits })).privateKey;
}

const serialBytes = 16;

/** Of always the same length, without a leading zero and not negative: 126 bits are random. */
export function randomSerial(): Uint8Array {
  const serial = randomBytes(serialBytes);
  serial.writeUInt8((serial.readUInt8(0) & 0b0011_1111) | 0b0100_0000, 0);
  return serial;
}
