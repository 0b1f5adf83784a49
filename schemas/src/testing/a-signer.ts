/** A signer for tests, made from its name: the same name has the same key. */
import { createPrivateKey, hash } from "node:crypto";
import type { Signer } from "../log/signed-note.ts";

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

export function aSigner(name = "test.example/log"): Signer {
  const key = Buffer.concat([pkcs8Prefix, hash("sha256", name, "buffer")]);
  return { name, privateKey: createPrivateKey({ key, format: "der", type: "pkcs8" }) };
}
