/** Somebody asks for the movements it may see to be sent to an address. */
import { Type } from "typebox";
import { movementKinds } from "../movements/registry.ts";
import { Position } from "../position.ts";
import { ReaderRole, WebhookFormat, WebhookUrl } from "../webhook.ts";
import { defineCommand } from "./define.ts";

export const registerWebhook = defineCommand({
  kind: "register-webhook",
  stream: "webhook",
  says: "Have the movements that one may see sent to an address, signed.",
  send: { method: "POST", path: "/v1/webhooks" },
  detail: Type.Object(
    {
      url: WebhookUrl,
      /** Absent: `standard`. */
      format: Type.Optional(WebhookFormat),
      /** Absent: all kinds. */
      kinds: Type.Optional(
        Type.Array(Type.Enum(movementKinds.map(({ kind }) => kind)), {
          minItems: 1,
          maxItems: 100,
        }),
      ),
      /** Begin after this position; absent: with what follows the registration. */
      after: Type.Optional(Position),
      /** Filled in by the API: what the sender is. Absent: it sees what a person sees. */
      role: Type.Optional(ReaderRole),
    },
    { additionalProperties: false },
  ),
  example: { url: "https://receiver.partita.example/hooks", kinds: ["instance-requested"] },
});
