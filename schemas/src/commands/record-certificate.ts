/** The certificate authority is about to hand out a certificate, and says so first. */
import { Type } from "typebox";
import { certificateExample, certificateFacts, holder, Serial } from "../identity.ts";
import { NodeId } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const recordCertificate = defineCommand({
  kind: "record-certificate",
  stream: "identity",
  says: "The certificate authority is about to hand out a certificate, and says so first.",
  detail: Type.Object(
    {
      ...holder,
      ...certificateFacts,
      owner: Type.Optional(NodeId),
      enrolment: Type.Optional(Type.String()),
      /** The certificate that this one renews. */
      replaces: Type.Optional(Serial),
      /** Refused while another one of its holder is good: SlapOS gives a computer one at a time. */
      only: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  example: { ...certificateExample },
});
