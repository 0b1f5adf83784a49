/** Take back the token of an enrolment that nobody used yet. */
import { Type } from "typebox";
import { Reference } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const revokeEnrolment = defineCommand({
  kind: "revoke-enrolment",
  stream: "identity",
  says: "Take back the token of an enrolment that nobody used yet.",
  send: { method: "POST", path: "/v1/enrolments/:enrolment/revocation" },
  detail: Type.Object({ enrolment: Reference }, { additionalProperties: false }),
  example: { enrolment: "ENROL-0000000001" },
});
