/** The owner takes a computer away from its agent, for instance after its disk was lost. */
import { Type } from "typebox";
import { defineCommand } from "./define.ts";

export const releaseClaim = defineCommand({
  kind: "release-claim",
  stream: "computer",
  says: "The owner takes a computer away from its agent, for instance after its disk was lost.",
  send: { method: "POST", path: "/v1/computers/:computer/claim-release" },
  detail: Type.Object({}, { additionalProperties: false }),
  example: {},
});
