/** The Master stops sending to a receiver that is gone, or has failed for days. */
import { Type } from "typebox";
import { Position } from "../position.ts";
import { PauseMessage, PauseReason } from "../webhook.ts";
import { defineCommand } from "./define.ts";

export const pauseWebhook = defineCommand({
  kind: "pause-webhook",
  stream: "webhook",
  says: "Stop sending to a receiver that is gone, or has failed for days.",
  detail: Type.Object(
    {
      reason: PauseReason,
      movement: Type.String(),
      position: Position,
      attempts: Type.Integer({ minimum: 1 }),
      status: Type.Optional(Type.Integer()),
      message: PauseMessage,
      /** Of the webhook as the sender knew it: what its owner changed meanwhile goes before. */
      revision: Type.Integer({ minimum: 1 }),
    },
    { additionalProperties: false },
  ),
  example: {
    reason: "failing",
    movement: "7d0c3a50-0000-8000-8000-000000000001/0",
    position: "12",
    attempts: 10,
    status: 503,
    message: "it answered 503",
    revision: 1,
  },
});
