/** What a certificate says of its holder, whatever the request said. */
import type { ActorId, Role } from "@partita/schemas";
import { commonNameCharactersMax, type DistinguishedName } from "./distinguished-name.ts";

/** The common name is the reference, which is what SlapOS and its front ends read. */
export function subjectOf(holder: ActorId): DistinguishedName {
  const reference = referenceOf(holder);
  const name = { attribute: "CN", value: reference.slice(0, commonNameCharactersMax) } as const;
  // Only SlapOS's register reads an address, of computers; nobody can be written to there.
  if (!holder.startsWith("computer:")) return [name];
  return [name, { attribute: "emailAddress", value: `${name.value}@computer.invalid` }];
}

/** A URN (RFC 8141) with the whole id: references of different kinds may be the same. */
export function holderUri(holder: ActorId, role: Role): string {
  return `urn:partita:${holder}?=role=${role}`;
}

function referenceOf(holder: ActorId): string {
  return holder.slice(holder.indexOf(":") + 1);
}
