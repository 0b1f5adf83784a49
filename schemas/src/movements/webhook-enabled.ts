/** The owner has a paused webhook go on where it stood. */
import { Type } from "typebox";
import { webhookFrameExample } from "../webhook.ts";
import { defineMovement } from "./define.ts";

export const webhookEnabled = defineMovement({
  kind: "webhook-enabled",
  stream: "webhook",
  says: "The owner has a paused webhook go on where it stood.",
  detail: Type.Object({
    webhook: Type.String(),
  }),
  example: {
    ...webhookFrameExample,
    state: "started",
    detail: {
      webhook: "HOOK-0000000001",
    },
  },
});
