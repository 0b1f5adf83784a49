/** Who somebody is and what shows it: certificates, enrolments and bearer tokens. */
import type { Static } from "typebox";
import { Type } from "typebox";
import type { Role } from "./commands/define.ts";
import { Instant } from "./instant.ts";
import { ActorId } from "./reference.ts";

const roles = [
  "person",
  "organisation",
  "computer",
  "instance",
  "operator",
  "accountant",
  "auditor",
] as const satisfies readonly Role[];

/** As what an identity acts: an organisation's accountant is the organisation, in that role. */
export const IdentityRole = Type.Enum([...roles]);

/** Serial number of a certificate: hex, lower case, no leading zero, 20 bytes at most. */
export const Serial = Type.String({ pattern: "^[1-9a-f][0-9a-f]{0,39}$" });

/** SHA-256, in hex. Tokens are random bits in plenty, so that no salt is needed. */
export const Sha256 = Type.String({ pattern: "^[0-9a-f]{64}$" });

/** What an enrolment is good for, once. */
export const EnrolmentPurpose = Type.Enum([
  /** A certificate for its holder. */
  "certificate",
  /** A new computer of its holder, with a certificate of that computer. */
  "register-computer",
]);
export type EnrolmentPurpose = Static<typeof EnrolmentPurpose>;

/** Who made a certificate's key: the holder, or the Master where an old protocol demands it. */
export const KeyMaker = Type.Enum(["holder", "master"]);

/** Why a certificate is no longer good (RFC 5280, 5.3.1). */
export const RevocationReason = Type.Enum([
  "unspecified",
  "keyCompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
]);
export type RevocationReason = Static<typeof RevocationReason>;

export const scopesMax = 50;
/** `read`: all its role may ask; `write`: all it may send; or one command or query by name. */
export const Scope = Type.String({ pattern: "^[a-z][a-z-]{1,63}$" });

/** What is known of a certificate; the key is nowhere. Properties, to be spread. */
export const certificateFacts = {
  serial: Serial,
  /** SHA-256 of the certificate's DER. */
  fingerprint: Sha256,
  /** SHA-256 of the key's SubjectPublicKeyInfo. */
  publicKey: Sha256,
  notBefore: Instant,
  notAfter: Instant,
  keyMadeBy: KeyMaker,
};

export const holder = { holder: ActorId, role: IdentityRole };

export const certificateExample = {
  holder: "computer:COMP-1",
  role: "computer",
  serial: "7f3a9c0000000001",
  fingerprint: "a".repeat(64),
  publicKey: "b".repeat(64),
  notBefore: "2026-01-01T00:00:00.000Z",
  notAfter: "2026-01-31T00:00:00.000Z",
  keyMadeBy: "holder",
} as const;

/** What concerns an identity: the Master vouches for it to its owner. */
export const identityFrameExample = {
  quantity: "1",
  source: "organisation:master",
  destination: "organisation:hoster",
  sourceSection: "organisation:master",
  destinationSection: "organisation:hoster",
} as const;
