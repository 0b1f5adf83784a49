/** How a computer is: whether it takes instances, when it was last heard of, and what it said. */
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { Partition } from "../partition.ts";
import { Position } from "../position.ts";
import { Reference } from "../reference.ts";
import { defineQuery } from "./define.ts";
import { ComputerOnMarket } from "./free-partitions.ts";

export const computerStatus = defineQuery({
  name: "computer-status",
  says: "How is this computer, and when was it last heard of?",
  path: "/v1/computers/:computer",
  parameters: Type.Object({ computer: Reference }),
  answer: Type.Object({
    computer: ComputerOnMarket,
    partitions: Type.Array(Partition),
    /** Absent: it has never been heard of, or not for two days. */
    contact: Type.Optional(
      Type.Object({
        at: Instant,
        /** What it said then: `#access …`, `#error …`. */
        text: Type.String(),
        /** Since when it has said so: `#access`, or `#error`. */
        since: Instant,
        /** `fresh`: less than 10 minutes ago; `stale`: less than an hour; `silent`: longer. */
        freshness: Type.Enum(["fresh", "stale", "silent"]),
      }),
    ),
    position: Position,
  }),
  moments: "none",
});
