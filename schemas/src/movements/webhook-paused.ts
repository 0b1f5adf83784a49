/** A receiver said that it is gone, or failed for days: nothing more is sent. */
import { Type } from "typebox";
import { Position } from "../position.ts";
import { PauseMessage, PauseReason, webhookFrameExample } from "../webhook.ts";
import { defineMovement } from "./define.ts";

export const webhookPaused = defineMovement({
  kind: "webhook-paused",
  stream: "webhook",
  says: "A receiver said that it is gone, or failed for days: nothing more is sent.",
  detail: Type.Object({
    webhook: Type.String(),
    reason: PauseReason,
    /** What could not be delivered; delivery goes on with it once the webhook is enabled. */
    movement: Type.String(),
    position: Position,
    attempts: Type.Integer({ minimum: 1 }),
    /** The last HTTP status; absent when there was no answer. */
    status: Type.Optional(Type.Integer()),
    message: PauseMessage,
  }),
  example: {
    ...webhookFrameExample,
    state: "stopped",
    detail: {
      webhook: "HOOK-0000000001",
      reason: "failing",
      movement: "7d0c3a50-0000-8000-8000-000000000001/0",
      position: "12",
      attempts: 10,
      status: 503,
      message: "it answered 503",
    },
  },
});
