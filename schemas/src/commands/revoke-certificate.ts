/** Trust a certificate no more; within a second nobody gets in with it. */
import { Type } from "typebox";
import { RevocationReason, Serial } from "../identity.ts";
import { ActorId } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const revokeCertificate = defineCommand({
  kind: "revoke-certificate",
  stream: "identity",
  says: "Trust a certificate no more; within a second nobody gets in with it.",
  send: { method: "POST", path: "/v1/certificates/:certificate/revocation" },
  detail: Type.Object(
    {
      /** Serial number; `all`: every certificate of the holder that is good. */
      certificate: Type.Union([Serial, Type.Literal("all")]),
      /** Whose; needed for `all` only. */
      holder: Type.Optional(ActorId),
      reason: Type.Optional(RevocationReason),
    },
    { additionalProperties: false },
  ),
  example: { certificate: "7f3a9c0000000001", reason: "keyCompromise" },
});
