/** A webhook is gone: nothing is sent to it any more. */
import { Type } from "typebox";
import { webhookFrameExample } from "../webhook.ts";
import { defineMovement } from "./define.ts";

export const webhookRemoved = defineMovement({
  kind: "webhook-removed",
  stream: "webhook",
  says: "A webhook is gone: nothing is sent to it any more.",
  detail: Type.Object({
    webhook: Type.String(),
  }),
  example: {
    ...webhookFrameExample,
    state: "cancelled",
    detail: {
      webhook: "HOOK-0000000001",
    },
  },
});
