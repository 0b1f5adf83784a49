/**
 * Private keys in PKCS#8, encrypted with AES-256 under a key that scrypt makes of a passphrase (RFC
 * 8018 and 7914): `openssl pkey` reads them too.
 */
import { createCipheriv, createPrivateKey, type KeyObject, randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { encode, objectId, octets, sequence, smallInteger } from "#certificates/der.ts";
import { toPem } from "#certificates/pem.ts";

const saltBytes = 16;
const vectorBytes = 16;
const keyBytes = 32;
/** 16 MiB and some 50 ms for each guess; OpenSSL reads up to 32 MiB. */
const cost = { N: 2 ** 14, r: 8, p: 1 } as const;

const pbes2 = objectId("1.2.840.113549.1.5.13");
const scryptId = objectId("1.3.6.1.4.1.11591.4.11");
const aes256Cbc = objectId("2.16.840.1.101.3.4.1.42");

const derive = promisify<string, Buffer, number, typeof cost, Buffer>(scrypt);

/** OpenSSL itself would take PBKDF2 with 2,048 rounds, and cannot be told otherwise from here. */
export async function encryptKey(key: KeyObject, passphrase: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const vector = randomBytes(vectorBytes);
  const cipher = createCipheriv(
    "aes-256-cbc",
    await derive(passphrase, salt, keyBytes, cost),
    vector,
  );
  const plain = key.export({ type: "pkcs8", format: "der" });
  const scheme = sequence(
    sequence(
      scryptId,
      sequence(octets(salt), smallInteger(cost.N), smallInteger(cost.r), smallInteger(cost.p)),
    ),
    sequence(aes256Cbc, octets(vector)),
  );
  const secret = octets(Buffer.concat([cipher.update(plain), cipher.final()]));
  return toPem("ENCRYPTED PRIVATE KEY", encode(sequence(sequence(pbes2, scheme), secret)));
}

/** Throws when the passphrase is another one, or the key is damaged. */
export function decryptKey(pem: string, passphrase: string): KeyObject {
  return createPrivateKey({ key: pem, format: "pem", passphrase });
}
