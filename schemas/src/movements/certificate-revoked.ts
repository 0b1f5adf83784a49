/** A certificate is not to be trusted any more, though it has not expired. */
import { Type } from "typebox";
import { identityFrameExample, RevocationReason, Serial } from "../identity.ts";
import { Instant } from "../instant.ts";
import { ActorId } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const certificateRevoked = defineMovement({
  kind: "certificate-revoked",
  stream: "identity",
  says: "A certificate is not to be trusted any more, though it has not expired.",
  detail: Type.Object({
    holder: ActorId,
    serial: Serial,
    reason: RevocationReason,
    notAfter: Instant,
  }),
  example: {
    ...identityFrameExample,
    resource: "certificate",
    items: ["certificate:7f3a9c0000000001", "computer:COMP-1"],
    state: "cancelled",
    detail: {
      holder: "computer:COMP-1",
      serial: "7f3a9c0000000001",
      reason: "keyCompromise",
      notAfter: "2026-01-31T00:00:00.000Z",
    },
  },
});
