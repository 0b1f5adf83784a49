/** Somebody asks for the movements it may see to be sent to an address. */
import { Type } from "typebox";
import { Position } from "../position.ts";
import { NodeId } from "../reference.ts";
import { ReaderRole, WebhookFormat, WebhookUrl, webhookFrameExample } from "../webhook.ts";
import { defineMovement } from "./define.ts";

export const webhookRegistered = defineMovement({
  kind: "webhook-registered",
  stream: "webhook",
  says: "Somebody asks for the movements it may see to be sent to an address.",
  detail: Type.Object({
    webhook: Type.String(),
    owner: NodeId,
    /** As what it reads: an auditor sees more than a person. */
    role: ReaderRole,
    url: WebhookUrl,
    format: WebhookFormat,
    /** Only movements of these kinds; none: of all. */
    kinds: Type.Array(Type.String()),
    /** Begins after this position; absent: with what follows this movement. */
    after: Type.Optional(Position),
  }),
  example: {
    ...webhookFrameExample,
    state: "started",
    detail: {
      webhook: "HOOK-0000000001",
      owner: "organisation:hoster",
      role: "organisation",
      url: "https://receiver.partita.example/hooks",
      format: "standard",
      kinds: [],
    },
  },
});
