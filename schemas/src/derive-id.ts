/**
 * Ids that follow from what caused them: the same cause and name give the same id, so a retry
 * writes nothing new.
 */
import { createHash } from "node:crypto";

/**
 * A UUID (RFC 9562, version 8: a hash of our own choosing) from the given parts, in their order.
 */
export function deriveId(...parts: readonly string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest();
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString("hex", 0, 16);
  const cuts = [0, 8, 12, 16, 20, 32];
  return cuts
    .slice(1)
    .map((cut, index) => hex.slice(cuts[index], cut))
    .join("-");
}

// Crockford's letters: none that are taken for another, since people read these references aloud.
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 10 letters of 5 bits: one collision expected after some 33 million references of one kind. */
const letterCount = 10;

/** A short reference for people, `INST-7Q0ZK3M2VD`, from the given parts. */
export function deriveReference(prefix: string, ...parts: readonly string[]): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([prefix, ...parts]))
    .digest();
  const text = [...digest.subarray(0, letterCount)].map((byte) => letters[byte & 31]).join("");
  return `${prefix}-${text}`;
}

/** A digest of a text, in hex. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
