/** A seller closes a period; what was consumed before its end is invoiced. */
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { defineCommand } from "./define.ts";

export const closePeriod = defineCommand({
  kind: "close-period",
  stream: "account",
  says: "A seller closes a period; what was consumed before its end is invoiced.",
  send: { method: "POST", path: "/v1/accounts/:organisation/periods" },
  detail: Type.Object(
    {
      /** Absent: up to now. */
      stopsAt: Type.Optional(Instant),
    },
    { additionalProperties: false },
  ),
  example: {},
});
