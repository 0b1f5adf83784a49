/** The two hashes of the Merkle log, as RFC 6962 section 2.1 wants them: of leaves and of nodes. */
import { createHash, hash } from "node:crypto";

/** Bytes of a hash. */
export const hashBytes = 32;

/** SHA-256 of nothing: the root of a tree without leaves. */
export const emptyRoot: Buffer = createHash("sha256").digest();

/** Of a leaf's text, in UTF-8. The prefix keeps a leaf from being passed off as a node. */
export function leafHash(text: string): Buffer {
  return hash("sha256", `\0${text}`, "buffer");
}

// Filled and hashed in one turn, so that one will do for all.
const pair = Buffer.alloc(1 + 2 * hashBytes, 1);

/** Of two nodes (or leaves), 32 bytes each. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 1 + hashBytes);
  return hash("sha256", pair, "buffer");
}
