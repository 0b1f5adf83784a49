/** Distinguished names: whom a certificate speaks of, in ASN.1 and in words. */
import { type Der, ia5, objectId, sequence, setOf, utf8 } from "./der.ts";

export type NamePart = {
  readonly attribute: keyof typeof attributes;
  readonly value: string;
};
export type DistinguishedName = readonly NamePart[];

/** Longest common name (X.520, ub-common-name); whoever is longer is known by the URI. */
export const commonNameCharactersMax = 64;

const attributes = {
  CN: { id: objectId("2.5.4.3"), text: utf8 },
  O: { id: objectId("2.5.4.10"), text: utf8 },
  emailAddress: { id: objectId("1.2.840.113549.1.9.1"), text: ia5 },
} as const;

export function nameToDer(name: DistinguishedName): Der {
  return sequence(
    ...name.map(({ attribute, value }) => {
      const { id, text } = attributes[attribute];
      return setOf(sequence(id, text(value)));
    }),
  );
}

/**
 * As OpenSSL wrote it up to 1.0: an address follows a slash. SlapOS's client finds out which
 * computer it has registered by reading from `COMP-` to `/email`.
 */
export function nameToText(name: DistinguishedName): string {
  return name
    .map(({ attribute, value }) => `${attribute}=${value}`)
    .join(", ")
    .replaceAll(", emailAddress=", "/emailAddress=");
}
