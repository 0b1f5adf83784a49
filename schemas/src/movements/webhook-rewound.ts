/** The owner has a webhook send again what follows a position. */
import { Type } from "typebox";
import { Position } from "../position.ts";
import { webhookFrameExample } from "../webhook.ts";
import { defineMovement } from "./define.ts";

export const webhookRewound = defineMovement({
  kind: "webhook-rewound",
  stream: "webhook",
  says: "The owner has a webhook send again what follows a position.",
  detail: Type.Object({
    webhook: Type.String(),
    after: Position,
  }),
  example: {
    ...webhookFrameExample,
    state: "started",
    detail: {
      webhook: "HOOK-0000000001",
      after: "0",
    },
  },
});
