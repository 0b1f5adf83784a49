/** Who stands behind what a request shows: a token, known by its hash only, or a certificate. */
import { hash, timingSafeEqual } from "node:crypto";
import type { ActorId, Role } from "@partita/schemas";

export type Identity = {
  readonly actor: ActorId;
  readonly role: Role;
  /** What it is limited to; absent: to nothing but its role. */
  readonly scopes?: readonly string[];
  /** By what it was recognised: the reference of a token, or the serial of a certificate. */
  readonly shown?: { readonly token: string } | { readonly certificate: string };
};

/** With the SHA-256 of its token, in hex; tokens are 256 random bits, so no salt is needed. */
export type HashedIdentity = Identity & { readonly tokenHash: string };

/** Why what was shown, and is known, lets nobody in any more. */
export type Ended = "revoked" | "expired";

/** Both throw when what is known cannot be read: nobody is let in on a guess. */
export interface Identities {
  /** Whose token this is; undefined when it is nobody's. */
  ofToken(token: string): Promise<Identity | Ended | undefined>;
  /** By the serial of a certificate whose signature was checked: lower case, no leading zero. */
  ofCertificate(serial: string): Promise<Identity | Ended | undefined>;
  /** Whoever was asked about a moment ago, and would be let in still; undefined: ask. */
  recall(
    shown: { readonly tokenHash: string } | { readonly certificate: string },
  ): Identity | undefined;
}

export function hashedIdentities(known: readonly HashedIdentity[]): Identities {
  const hashed = known.map(({ tokenHash, ...identity }) => ({
    identity,
    expected: Buffer.from(tokenHash, "hex"),
  }));
  return {
    ofToken: async (token) => {
      const wanted = Buffer.from(tokenHashOf(token), "hex");
      // Every hash is compared, found or not: the time taken says nothing about the list.
      const found = hashed.filter(({ expected }) => timingSafeEqual(expected, wanted));
      return found[0]?.identity;
    },
    ofCertificate: async () => undefined,
    recall: () => undefined,
  };
}

/** Asks one after the other, until one knows. */
export function eitherIdentities(...several: readonly Identities[]): Identities {
  const first = async (ask: (one: Identities) => Promise<Identity | Ended | undefined>) => {
    for (const one of several) {
      const found = await ask(one);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    ofToken: (token) => first((one) => one.ofToken(token)),
    ofCertificate: (serial) => first((one) => one.ofCertificate(serial)),
    recall: (shown) =>
      several
        .values()
        .map((one) => one.recall(shown))
        .find(Boolean),
  };
}

/** `COMP-1` of `computer:COMP-1`. */
export function referenceIn(actor: string): string {
  return actor.slice(actor.indexOf(":") + 1);
}

/** SHA-256 of a token, in hex. */
export function tokenHashOf(token: string): string {
  return hash("sha256", token, "hex");
}
