/** Somebody has a certificate: the Master vouches for its key. */
import { Type } from "typebox";
import { certificateExample, certificateFacts, holder, identityFrameExample } from "../identity.ts";
import { defineMovement } from "./define.ts";

export const certificateIssued = defineMovement({
  kind: "certificate-issued",
  stream: "identity",
  says: "Somebody has a certificate: the Master vouches for its key.",
  detail: Type.Object({
    ...holder,
    ...certificateFacts,
    /** The enrolment that it was issued for, if there was one. */
    enrolment: Type.Optional(Type.String()),
  }),
  example: {
    ...identityFrameExample,
    resource: "certificate",
    items: ["certificate:7f3a9c0000000001", "computer:COMP-1"],
    startsAt: "2026-01-01T00:00:00.000Z",
    stopsAt: "2026-01-31T00:00:00.000Z",
    state: "confirmed",
    detail: { ...certificateExample },
  },
});
