/** The extensions of certificates and revocation lists that are used here (RFC 5280, 4.2 and 5). */
import {
  bits,
  type Der,
  encode,
  enumerated,
  explicit,
  implicit,
  integer,
  objectId,
  octets,
  sequence,
  smallInteger,
  yes,
} from "./der.ts";

/** A name that a certificate holds for beside its subject. */
export type AlternativeName =
  | { readonly uri: string }
  | { readonly dns: string }
  /** 4 or 16 bytes. */
  | { readonly address: Uint8Array };

const keyUsageId = objectId("2.5.29.15");
const subjectKeyId = objectId("2.5.29.14");
const issuerKeyId = objectId("2.5.29.35");
const alternativeNameId = objectId("2.5.29.17");
const basicConstraintsId = objectId("2.5.29.19");
const distributionPointsId = objectId("2.5.29.31");
const crlNumberId = objectId("2.5.29.20");
const reasonId = objectId("2.5.29.21");

/** Says that it signs certificates; those below it may not, where `pathLength` is 0. */
export function forAuthorities(pathLength?: number): readonly Der[] {
  const length = pathLength === undefined ? [] : [smallInteger(pathLength)];
  return [
    extension(basicConstraintsId, sequence(yes(), ...length), "critical"),
    // keyCertSign and cRLSign
    extension(keyUsageId, bits(Buffer.of(0b0000_0110), 1), "critical"),
  ];
}

const extendedKeyUsage = {
  client: objectId("1.3.6.1.5.5.7.3.2"),
  server: objectId("1.3.6.1.5.5.7.3.1"),
} as const;

const leafExtensions = {
  client: leafOf("client"),
  server: leafOf("server"),
} as const;

/** Says that it signs no certificates, and on which side of a connection it is good. */
export function forLeaves(side: "client" | "server"): readonly Der[] {
  return leafExtensions[side];
}

function leafOf(side: "client" | "server"): readonly Der[] {
  return [
    extension(basicConstraintsId, sequence(), "critical"),
    // digitalSignature; key exchange by RSA's encryption is not spoken any more
    extension(keyUsageId, bits(Buffer.of(0b1000_0000), 7), "critical"),
    extension(objectId("2.5.29.37"), sequence(extendedKeyUsage[side])),
  ];
}

export function ofSubjectKey(keyId: Uint8Array): Der {
  return extension(subjectKeyId, octets(keyId));
}

export function ofIssuerKey(keyId: Uint8Array): Der {
  return extension(issuerKeyId, sequence(implicit(0, keyId)));
}

const uriTag = 6;
const dnsTag = 2;
const addressTag = 7;

export function alternativeNames(names: readonly AlternativeName[]): Der {
  return extension(alternativeNameId, sequence(...names.map(alternativeName)));
}

function alternativeName(name: AlternativeName): Der {
  if ("uri" in name) return implicit(uriTag, Buffer.from(name.uri, "latin1"));
  if ("dns" in name) return implicit(dnsTag, Buffer.from(name.dns, "latin1"));
  return implicit(addressTag, name.address);
}

/** Where the revocation list is to be had. */
export function listedAt(url: string): Der {
  const name = explicit(0, explicit(0, implicit(uriTag, Buffer.from(url, "latin1"))));
  return extension(distributionPointsId, sequence(sequence(name)));
}

export function crlNumber(number: bigint): Der {
  const hex = number.toString(16);
  return extension(
    crlNumberId,
    integer(Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex")),
  );
}

export function revocationReason(code: number): Der {
  return extension(reasonId, enumerated(code));
}

function extension(id: Der, value: Der, critical?: "critical"): Der {
  return sequence(id, ...(critical === undefined ? [] : [yes()]), octets(encode(value)));
}
