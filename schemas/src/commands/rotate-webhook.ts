/** Sign with a new secret; the one before holds on for a while. */
import { Type } from "typebox";
import { defineCommand } from "./define.ts";

/** A week: whoever needs longer to take over a secret has lost it. */
const overlapSecondsMax = 604_800;

export const rotateWebhook = defineCommand({
  kind: "rotate-webhook",
  stream: "webhook",
  says: "Sign with a new secret; the one before holds on for a while.",
  send: { method: "POST", path: "/v1/webhooks/:webhook/rotation" },
  detail: Type.Object(
    {
      /** The old secret signs as well for so long; absent: a day. 0 when it has leaked. */
      overlapSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: overlapSecondsMax })),
    },
    { additionalProperties: false },
  ),
  example: {},
});
