/** Have a paused webhook go on where it stood. */
import { Type } from "typebox";
import { defineCommand } from "./define.ts";

export const enableWebhook = defineCommand({
  kind: "enable-webhook",
  stream: "webhook",
  says: "Have a paused webhook go on where it stood.",
  send: { method: "POST", path: "/v1/webhooks/:webhook/enabling" },
  detail: Type.Object({}, { additionalProperties: false }),
  example: {},
});
