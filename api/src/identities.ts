/** Who stands behind a token: known by its hash only, compared so that timing tells nothing. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { ActorId, Role } from "@partita/schemas";

export type Identity = { readonly actor: ActorId; readonly role: Role };

/** With the SHA-256 of its token, in hex; tokens are 256 random bits, so no salt is needed. */
export type HashedIdentity = Identity & { readonly tokenHash: string };

export interface Identities {
  /** Whose token this is; undefined when it is nobody's. */
  find(token: string): Identity | undefined;
}

export function hashedIdentities(known: readonly HashedIdentity[]): Identities {
  const hashed = known.map(({ actor, role, tokenHash }) => ({
    identity: { actor, role },
    hash: Buffer.from(tokenHash, "hex"),
  }));
  return {
    find: (token) => {
      const wanted = Buffer.from(tokenHashOf(token), "hex");
      // Every hash is compared, found or not: the time taken says nothing about the list.
      const found = hashed.filter(({ hash }) => timingSafeEqual(hash, wanted));
      return found[0]?.identity;
    },
  };
}

/** SHA-256 of a token, in hex. */
export function tokenHashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
