/** Let somebody get a certificate with a token, once; its hash alone is sent. */
import { Type } from "typebox";
import { EnrolmentPurpose, holder, Sha256 } from "../identity.ts";
import { Instant } from "../instant.ts";
import { NodeId } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const issueEnrolment = defineCommand({
  kind: "issue-enrolment",
  stream: "identity",
  says: "Let somebody get a certificate with a token, once; its hash alone is sent.",
  send: { method: "POST", path: "/v1/enrolments" },
  detail: Type.Object(
    {
      ...holder,
      purpose: EnrolmentPurpose,
      /** Whoever asks makes the token (32 random bytes) and keeps it: this is its SHA-256. */
      tokenHash: Sha256,
      expiresAt: Instant,
      /** Filled in by the API: whose the holder is. */
      owner: Type.Optional(NodeId),
    },
    { additionalProperties: false },
  ),
  example: {
    holder: "organisation:hoster",
    role: "organisation",
    purpose: "register-computer",
    tokenHash: "c".repeat(64),
    expiresAt: "2026-01-02T00:00:00.000Z",
  },
});
