/** The token of an enrolment was taken back before anybody used it. */
import { Type } from "typebox";
import { identityFrameExample } from "../identity.ts";
import { ActorId } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const enrolmentRevoked = defineMovement({
  kind: "enrolment-revoked",
  stream: "identity",
  says: "The token of an enrolment was taken back before anybody used it.",
  detail: Type.Object({ enrolment: Type.String(), holder: ActorId }),
  example: {
    ...identityFrameExample,
    resource: "enrolment",
    items: ["enrolment:ENROL-0000000001"],
    state: "cancelled",
    detail: { enrolment: "ENROL-0000000001", holder: "organisation:hoster" },
  },
});
