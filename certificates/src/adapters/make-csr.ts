/** Makes a key where it is used, and the request (PKCS#10) for its certificate. */
import { type KeyObject, sign } from "node:crypto";
import { makeKey } from "#certificates/adapters/make-key.ts";
import type { KeyKind } from "#certificates/authority.ts";
import {
  bits,
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
import { pemOfKey, publicKeyOf } from "#certificates/x509.ts";

export type MadeCsr = {
  /** PKCS#8, PEM: stays where it was made. */
  readonly key: string;
  /** PKCS#10, PEM: goes to the authority. */
  readonly csr: string;
};

/** The authority ignores the name; it helps whoever reads the request. */
export async function makeCsr(name: string, kind: KeyKind = "p256"): Promise<MadeCsr> {
  const key = await makeKey(kind);
  return { key: pemOfKey(key), csr: csrOf(key, name) };
}

const version1 = smallInteger(0);
const algorithms = {
  ec: sequence(objectId("1.2.840.10045.4.3.2")),
  rsa: sequence(objectId("1.2.840.113549.1.1.11"), nothing()),
} as const;

/** For a key that there is already; its owner may ask again with the same one. */
export function csrOf(privateKey: KeyObject, name: string): string {
  const subject = nameToDer([{ attribute: "CN", value: name }]);
  const content = encode(
    sequence(version1, subject, encoded(publicKeyOf(privateKey)), explicit(0)),
  );
  const algorithm = algorithms[privateKey.asymmetricKeyType === "rsa" ? "rsa" : "ec"];
  const signature = sign("sha256", content, privateKey);
  return toPem(
    "CERTIFICATE REQUEST",
    encode(sequence(encoded(content), algorithm, bits(signature))),
  );
}
