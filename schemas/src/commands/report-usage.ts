/** A computer reports what its partitions consumed; every line gets its own verdict. */
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { NodeId } from "../reference.ts";
import { Holder, UsageLine } from "../usage-line.ts";
import { defineCommand } from "./define.ts";

/** A report of 500 partitions with every resource has 1,500 lines. */
export const usageLinesMax = 10_000;
export const reportReferenceCharactersMax = 200;

export const reportUsage = defineCommand({
  kind: "report-usage",
  stream: "usage",
  says: "A computer reports what its partitions consumed; every line gets its own verdict.",
  detail: Type.Object(
    {
      report: Type.String({ minLength: 1, maxLength: reportReferenceCharactersMax }),
      digest: Type.String(),
      startsAt: Instant,
      stopsAt: Instant,
      owner: NodeId,
      lines: Type.Array(UsageLine, { maxItems: usageLinesMax }),
      /** Who held the partitions and instances named in the lines, as far as this Master knows. */
      holders: Type.Array(Holder),
      /**
       * Instances named in the lines that live on other computers: reporting about them is
       * `not-yours`.
       */
      elsewhere: Type.Optional(Type.Array(Type.String())),
    },
    { additionalProperties: false },
  ),
  example: {
    report: "COMP-1-2026-01-01T00-01-00",
    digest: "0000000000000000000000000000000000000000000000000000000000000000",
    startsAt: "2026-01-01T00:00:00.000Z",
    stopsAt: "2026-01-01T00:01:00.000Z",
    owner: "organisation:hoster",
    lines: [{ line: 9, resource: "cpu-second", reference: "slappart0", quantity: "42.5" }],
    holders: [],
  },
});
