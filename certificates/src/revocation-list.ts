/** Revocation lists (RFC 5280, 5): which certificates are not to be trusted, though not expired. */
import type { RevocationReason } from "@partita/schemas";
import type { Revoked } from "./authority.ts";
import {
  type Der,
  encode,
  encoded,
  explicit,
  integer,
  sequence,
  smallInteger,
  time,
} from "./der.ts";
import { crlNumber, ofIssuerKey, revocationReason } from "./extensions.ts";
import type { Signer } from "./issue-ca.ts";
import { crlSeconds, moved } from "./lives.ts";
import { signatureAlgorithm, signedOf } from "./x509.ts";

const codes: Readonly<Record<RevocationReason, number>> = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
};

const version2 = smallInteger(1);

/** Written once for all that sign a list; undefined where it would be empty (5.1.2.6). */
export function revokedEntries(revoked: readonly Revoked[]): Der | undefined {
  return revoked.length === 0 ? undefined : encoded(encode(sequence(...revoked.map(entryOf))));
}

/** Its number is the instant in milliseconds, so that of all processes the latest list wins. */
export function revocationList(entries: Der | undefined, signer: Signer, now: string): Buffer {
  const extensions = [ofIssuerKey(signer.keyId), crlNumber(BigInt(Date.parse(now)))];
  const content = sequence(
    version2,
    signatureAlgorithm(),
    signer.subject,
    time(new Date(now)),
    time(new Date(moved(now, crlSeconds))),
    ...(entries === undefined ? [] : [entries]),
    explicit(0, sequence(...extensions)),
  );
  return signedOf(encode(content), signer.privateKey);
}

function entryOf({ serial, revokedAt, reason }: Revoked): Der {
  const bytes = Buffer.from(serial.padStart(serial.length + (serial.length % 2), "0"), "hex");
  const parts = [integer(bytes), time(new Date(revokedAt))];
  // `unspecified` is said by saying nothing (5.3.1).
  if (reason === "unspecified") return sequence(...parts);
  return sequence(...parts, reasonExtensions[reason]);
}

const reasonExtensions = Object.fromEntries(
  Object.entries(codes).map(([reason, code]) => [
    reason,
    encoded(encode(sequence(revocationReason(code)))),
  ]),
  // The keys are those of the codes.
) as Readonly<Record<RevocationReason, Der>>;
