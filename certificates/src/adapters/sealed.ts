/** Seals bytes with AES-256-GCM: whoever has not the key neither reads nor changes them. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
/** Random ones do not meet before some 2^32 keys were kept. */
const nonceBytes = 12;
const tagBytes = 16;

/** `about` is not hidden, but what is sealed opens only together with the same one. */
export function seal(key: Uint8Array, plain: string, about: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(about));
  const secret = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), secret]);
}

/** Throws when it was sealed with another key, about something else, or was changed. */
export function unseal(key: Uint8Array, sealed: Uint8Array, about: string): string {
  const nonce = sealed.subarray(0, nonceBytes);
  const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
  const options = { authTagLength: tagBytes };
  try {
    const decipher = createDecipheriv(algorithm, key, nonce, options)
      .setAAD(Buffer.from(about))
      .setAuthTag(tag);
    const secret = sealed.subarray(nonceBytes + tagBytes);
    return Buffer.concat([decipher.update(secret), decipher.final()]).toString("utf8");
  } catch (cause) {
    const says = "was not sealed under this passphrase, or was changed";
    throw new Error(`what is kept about ${about} ${says}`, { cause });
  }
}
