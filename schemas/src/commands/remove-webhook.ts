/** Send nothing to this webhook any more. */
import { Type } from "typebox";
import { defineCommand } from "./define.ts";

export const removeWebhook = defineCommand({
  kind: "remove-webhook",
  stream: "webhook",
  says: "Send nothing to this webhook any more.",
  send: { method: "POST", path: "/v1/webhooks/:webhook/removal" },
  detail: Type.Object({}, { additionalProperties: false }),
  example: {},
});
