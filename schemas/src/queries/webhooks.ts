/** Who is sent what, how far it has come, and the secrets that it is signed with. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { Position } from "../position.ts";
import { NodeId, Reference } from "../reference.ts";
import { PauseMessage, PauseReason, ReaderRole, WebhookFormat } from "../webhook.ts";
import { defineQuery } from "./define.ts";

/** Most webhooks of one owner. */
export const webhooksMax = 20;

/** Why nothing is sent, and what stands first in line. */
const Pause = Type.Object({
  reason: PauseReason,
  movement: Type.String(),
  position: Position,
  attempts: Type.Integer(),
  status: Type.Optional(Type.Integer()),
  message: PauseMessage,
  pausedAt: Instant,
});

export const Webhook = Type.Object({
  webhook: Type.String(),
  owner: NodeId,
  role: ReaderRole,
  /** Whoever is not its owner, nor an auditor, sees no more than the origin. */
  url: Type.String(),
  format: WebhookFormat,
  kinds: Type.Array(Type.String()),
  /** Delivery began, or began anew, after this position. */
  after: Position,
  /** Where it was registered or rewound last: what was delivered before does not count. */
  startedAt: Position,
  /** Where it was last told to go on. */
  enabledAt: Position,
  /** Counts what happened to it. */
  revision: Type.Integer({ minimum: 1 }),
  /** The secrets that sign now, the newest first; the older ones until they expire. */
  rotations: Type.Array(Type.Object({ rotation: Type.Integer(), until: Type.Optional(Instant) })),
  /** Present: nothing is sent. */
  pause: Type.Optional(Pause),
  registeredAt: Instant,
});
export type Webhook = Static<typeof Webhook>;

/** How far the delivery is; kept beside the log, since it is no fact of the market. */
export const Delivery = Type.Object({
  /** Everything up to here was delivered, or was not for this webhook. */
  delivered: Position,
  /** HTTP status of the last answer, and when it came. */
  status: Type.Optional(Type.Integer()),
  answeredAt: Type.Optional(Instant),
  /** Present while a movement is not taken. */
  failing: Type.Optional(
    Type.Object({
      movement: Type.String(),
      position: Position,
      since: Instant,
      attempts: Type.Integer(),
      message: PauseMessage,
      nextAttemptAt: Instant,
    }),
  ),
});
export type Delivery = Static<typeof Delivery>;

export const webhooks = defineQuery({
  name: "webhooks",
  says: "Which webhooks are there?",
  path: "/v1/webhooks",
  parameters: Type.Object({}),
  answer: Type.Object({ webhooks: Type.Array(Webhook), position: Position }),
});

export const webhook = defineQuery({
  name: "webhook",
  says: "How far is the delivery to this webhook?",
  path: "/v1/webhooks/:webhook",
  parameters: Type.Object({ webhook: Reference }),
  answer: Type.Object({
    webhook: Webhook,
    /** Absent until the first attempt. */
    delivery: Type.Optional(Delivery),
    position: Position,
  }),
});

export const webhookSecret = defineQuery({
  name: "webhook-secret",
  says: "With which secrets is this webhook signed?",
  path: "/v1/webhooks/:webhook/secret",
  parameters: Type.Object({ webhook: Reference }),
  answer: Type.Object({
    webhook: Type.String(),
    /** Newest first; each `whsec_…`, as the libraries of Standard Webhooks take it. */
    secrets: Type.Array(
      Type.Object({
        secret: Type.String(),
        rotation: Type.Integer(),
        until: Type.Optional(Instant),
      }),
    ),
    position: Position,
  }),
});
