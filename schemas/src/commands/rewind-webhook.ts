/** Send again what follows a position of the log. */
import { Type } from "typebox";
import { Position } from "../position.ts";
import { defineCommand } from "./define.ts";

export const rewindWebhook = defineCommand({
  kind: "rewind-webhook",
  stream: "webhook",
  says: "Send again what follows a position of the log.",
  send: { method: "POST", path: "/v1/webhooks/:webhook/rewinding" },
  detail: Type.Object({ after: Position }, { additionalProperties: false }),
  example: { after: "0" },
});
