/** An agent says which partitions its computer has. */
import { Type } from "typebox";
import { Partition } from "../partition.ts";
import { Reference } from "../reference.ts";
import { defineCommand } from "./define.ts";

/**
 * SlapOS advises 200 to 500 partitions on a large server; this leaves room and bounds one movement.
 */
export const partitionsMax = 1000;

export const setCapacity = defineCommand({
  kind: "set-capacity",
  stream: "computer",
  says: "An agent says which partitions its computer has.",
  send: { method: "POST", path: "/v1/computers/:computer/capacity" },
  detail: Type.Object(
    {
      agent: Reference,
      partitions: Type.Array(
        // What is retiring is for the ledger to say.
        Type.Omit(Partition, ["retiring"]),
        { maxItems: partitionsMax },
      ),
    },
    { additionalProperties: false },
  ),
  example: {
    agent: "agent-0a1b2c",
    partitions: [{ reference: "slappart0", address: "127.0.0.1" }],
  },
});
