/** A usage report was read: one verdict per line, the first one for ever. */
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { Verdict } from "../usage-line.ts";
import { defineMovement } from "./define.ts";

export const usageJudged = defineMovement({
  kind: "usage-judged",
  stream: "usage",
  says: "A usage report was read: one verdict per line, the first one for ever.",
  detail: Type.Object({
    report: Type.String(),
    /** Digest of the report, so that the same reference with another content is noticed. */
    digest: Type.String(),
    startsAt: Instant,
    stopsAt: Instant,
    verdicts: Type.Array(Verdict),
  }),
  example: {
    resource: "report",
    quantity: "1",
    source: "network:COMP-1",
    destination: "organisation:master",
    sourceSection: "organisation:hoster",
    destinationSection: "organisation:master",
    items: ["computer:COMP-1"],
    state: "delivered",
    detail: {
      report: "COMP-1-2026-01-01T00-01-00",
      digest: "0000000000000000000000000000000000000000000000000000000000000000",
      startsAt: "2026-01-01T00:00:00.000Z",
      stopsAt: "2026-01-01T00:01:00.000Z",
      verdicts: [
        {
          line: 9,
          reference: "slappart0",
          resource: "cpu-second",
          verdict: "accepted",
          item: "instance:INST-0000000001",
        },
      ],
    },
  },
});
