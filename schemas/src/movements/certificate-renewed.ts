/** A certificate was issued in the place of one that was about to expire. */
import { Type } from "typebox";
import {
  certificateExample,
  certificateFacts,
  holder,
  identityFrameExample,
  Serial,
} from "../identity.ts";
import { defineMovement } from "./define.ts";

export const certificateRenewed = defineMovement({
  kind: "certificate-renewed",
  stream: "identity",
  says: "A certificate was issued in the place of one that was about to expire.",
  detail: Type.Object({
    ...holder,
    ...certificateFacts,
    /** The certificate that was shown; it stays good until it expires. */
    replaces: Serial,
  }),
  example: {
    ...identityFrameExample,
    resource: "certificate",
    items: ["certificate:7f3a9c0000000001", "computer:COMP-1"],
    startsAt: "2026-01-01T00:00:00.000Z",
    stopsAt: "2026-01-31T00:00:00.000Z",
    state: "confirmed",
    detail: { ...certificateExample, replaces: "7f3a9c0000000000" },
  },
});
