/** The allocator notes why a request waits. */
import { Type } from "typebox";
import { ReasonCount } from "../deferral.ts";
import { defineCommand } from "./define.ts";

export const deferAllocation = defineCommand({
  kind: "defer-allocation",
  stream: "instance-tree",
  says: "The allocator notes why a request waits.",
  detail: Type.Object(
    { instance: Type.String(), reasons: Type.Array(ReasonCount) },
    { additionalProperties: false },
  ),
  example: { instance: "INST-0000000001", reasons: [{ reason: "too-expensive", count: 2 }] },
});
