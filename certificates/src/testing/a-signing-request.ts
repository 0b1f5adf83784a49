/** Signing requests for tests: good ones once for all, and ones that somebody built by hand. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { csrOf } from "#certificates/adapters/make-csr.ts";
import {
  bits,
  type Der,
  encode,
  encoded,
  explicit,
  nothing,
  objectId,
  sequence,
  smallInteger,
} from "#certificates/der.ts";
import { nameToDer } from "#certificates/distinguished-name.ts";
import { toPem } from "#certificates/pem.ts";
import { publicKeyOf } from "#certificates/x509.ts";

export const p256Key: KeyObject = ecKey("prime256v1");

export function ecKey(namedCurve: string): KeyObject {
  return generateKeyPairSync("ec", { namedCurve }).privateKey;
}

export function rsaKey(modulusLength: number, publicExponent = 65_537): KeyObject {
  return generateKeyPairSync("rsa", { modulusLength, publicExponent }).privateKey;
}

/** What a well-meaning client sends. */
export const aCsr = csrOf(p256Key, "whoever");

export type HandMade = {
  readonly key?: KeyObject;
  /** SubjectPublicKeyInfo, when it is to be another one than that of the key. */
  readonly publicKey?: Uint8Array;
  readonly algorithm?: string;
  readonly digest?: string;
  readonly signature?: Uint8Array;
  readonly attributes?: Der;
};

/** Signed by its key with SHA-256, where nothing else is said. */
export function handMadeCsr(made: HandMade): string {
  const { key = p256Key, algorithm = "1.2.840.10045.4.3.2", digest = "sha256" } = made;
  const subject = nameToDer([{ attribute: "CN", value: "computer:SOMEBODY-ELSE" }]);
  const publicKey = encoded(made.publicKey ?? publicKeyOf(key));
  const attributes = made.attributes ?? explicit(0);
  const content = encode(sequence(smallInteger(0), subject, publicKey, attributes));
  const signature = made.signature ?? sign(digest, content, key);
  const parts = [encoded(content), algorithmOf(algorithm), bits(signature)];
  return toPem("CERTIFICATE REQUEST", encode(sequence(...parts)));
}

/** Those of RSA say that they have no parameters. */
function algorithmOf(dotted: string): Der {
  const id = objectId(dotted);
  return dotted.startsWith("1.2.840.113549") ? sequence(id, nothing()) : sequence(id);
}
