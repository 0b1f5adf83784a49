/** Who has which certificates, enrolments and tokens; the keys and the tokens are nowhere. */
import type { Static } from "typebox";
import { Type } from "typebox";
import {
  certificateFacts,
  EnrolmentPurpose,
  IdentityRole,
  RevocationReason,
  Scope,
  Sha256,
} from "../identity.ts";
import { Instant } from "../instant.ts";
import { Position } from "../position.ts";
import { ActorId, NodeId } from "../reference.ts";
import { defineQuery } from "./define.ts";

/** Whose, in which role, and who owns that one. */
const whose = { holder: ActorId, role: IdentityRole, owner: NodeId };

export const Certificate = Type.Object({
  ...whose,
  ...certificateFacts,
  /** The certificate that this one was issued in the place of. */
  replaces: Type.Optional(Type.String()),
  enrolment: Type.Optional(Type.String()),
  revoked: Type.Optional(Type.Object({ at: Instant, reason: RevocationReason })),
});
export type Certificate = Static<typeof Certificate>;

export const Enrolment = Type.Object({
  ...whose,
  enrolment: Type.String(),
  purpose: EnrolmentPurpose,
  tokenHash: Sha256,
  expiresAt: Instant,
  /** Who has a certificate by it. */
  subject: Type.Optional(ActorId),
  revoked: Type.Optional(Type.Literal(true)),
});
export type Enrolment = Static<typeof Enrolment>;

export const AccessToken = Type.Object({
  ...whose,
  token: Type.String(),
  title: Type.String(),
  tokenHash: Sha256,
  scopes: Type.Array(Scope),
  issuedAt: Instant,
  expiresAt: Instant,
  revoked: Type.Optional(Type.Literal(true)),
});
export type AccessToken = Static<typeof AccessToken>;

/** Of whom; absent: of whoever asks, and of what it owns. */
const ofHolder = Type.Object({ holder: Type.Optional(ActorId) });

/** Most that a question of this kind lists; the newest. */
export const identityListMax = 1000;

export const certificates = defineQuery({
  name: "certificates",
  says: "Which certificates were issued to me and mine, and are they good?",
  path: "/v1/certificates",
  parameters: ofHolder,
  answer: Type.Object({ certificates: Type.Array(Certificate), position: Position }),
});

export const enrolments = defineQuery({
  name: "enrolments",
  says: "Which enrolments wait to be used, and by whom were the others used?",
  path: "/v1/enrolments",
  parameters: ofHolder,
  answer: Type.Object({
    // Nobody needs the hash back who made the token.
    enrolments: Type.Array(Type.Omit(Enrolment, ["tokenHash"])),
    position: Position,
  }),
});

export const tokens = defineQuery({
  name: "tokens",
  says: "Which bearer tokens are there, with which scopes, and until when?",
  path: "/v1/tokens",
  parameters: ofHolder,
  answer: Type.Object({
    tokens: Type.Array(Type.Omit(AccessToken, ["tokenHash"])),
    position: Position,
  }),
});
