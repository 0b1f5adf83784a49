/** A webhook signs with a new secret; the one before holds on for a while. */
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { webhookFrameExample } from "../webhook.ts";
import { defineMovement } from "./define.ts";

export const webhookRotated = defineMovement({
  kind: "webhook-rotated",
  stream: "webhook",
  says: "A webhook signs with a new secret; the one before holds on for a while.",
  detail: Type.Object({
    webhook: Type.String(),
    /** Which secret this is: the first one is 0. */
    rotation: Type.Integer({ minimum: 1 }),
    /** Until then the secrets before sign as well. */
    overlapUntil: Instant,
  }),
  example: {
    ...webhookFrameExample,
    state: "started",
    detail: {
      webhook: "HOOK-0000000001",
      rotation: 1,
      overlapUntil: "2026-01-02T00:00:00.000Z",
    },
  },
});
