/** A token was made with which somebody gets a certificate, once. */
import { Type } from "typebox";
import { EnrolmentPurpose, holder, identityFrameExample, Sha256 } from "../identity.ts";
import { Instant } from "../instant.ts";
import { defineMovement } from "./define.ts";

export const enrolmentIssued = defineMovement({
  kind: "enrolment-issued",
  stream: "identity",
  says: "A token was made with which somebody gets a certificate, once.",
  detail: Type.Object({
    enrolment: Type.String(),
    ...holder,
    purpose: EnrolmentPurpose,
    tokenHash: Sha256,
    expiresAt: Instant,
  }),
  example: {
    ...identityFrameExample,
    resource: "enrolment",
    items: ["enrolment:ENROL-0000000001"],
    stopsAt: "2026-01-02T00:00:00.000Z",
    state: "confirmed",
    detail: {
      enrolment: "ENROL-0000000001",
      holder: "organisation:hoster",
      role: "organisation",
      purpose: "register-computer",
      tokenHash: "c".repeat(64),
      expiresAt: "2026-01-02T00:00:00.000Z",
    },
  },
});
