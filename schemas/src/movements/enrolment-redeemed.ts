/** The token of an enrolment was used; it is worth nothing from now on. */
import { Type } from "typebox";
import { identityFrameExample } from "../identity.ts";
import { ActorId } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const enrolmentRedeemed = defineMovement({
  kind: "enrolment-redeemed",
  stream: "identity",
  says: "The token of an enrolment was used; it is worth nothing from now on.",
  detail: Type.Object({
    enrolment: Type.String(),
    holder: ActorId,
    /** Who has a certificate by it: its holder, or the computer that it registered. */
    subject: ActorId,
  }),
  example: {
    ...identityFrameExample,
    resource: "enrolment",
    items: ["enrolment:ENROL-0000000001", "computer:COMP-1"],
    state: "delivered",
    detail: {
      enrolment: "ENROL-0000000001",
      holder: "organisation:hoster",
      subject: "computer:COMP-1",
    },
  },
});
