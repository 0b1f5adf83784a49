/** The API saw the token of an enrolment, and uses it up. */
import { Type } from "typebox";
import { EnrolmentPurpose, Sha256 } from "../identity.ts";
import { ActorId } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const redeemEnrolment = defineCommand({
  kind: "redeem-enrolment",
  stream: "identity",
  says: "The API saw the token of an enrolment, and uses it up.",
  detail: Type.Object(
    { tokenHash: Sha256, purpose: EnrolmentPurpose, subject: ActorId },
    { additionalProperties: false },
  ),
  example: { tokenHash: "c".repeat(64), purpose: "register-computer", subject: "computer:COMP-1" },
});
