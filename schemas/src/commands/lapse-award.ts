/** The allocator takes an award back, since the computer refused a partition. */
import { Type } from "typebox";
import { defineCommand } from "./define.ts";

export const lapseAward = defineCommand({
  kind: "lapse-award",
  stream: "instance-tree",
  says: "The allocator takes an award back, since the computer refused a partition.",
  detail: Type.Object(
    { instance: Type.String(), award: Type.String(), reason: Type.String() },
    { additionalProperties: false },
  ),
  example: {
    instance: "INST-0000000001",
    award: "7d0c3a50-0000-8000-8000-000000000001/0",
    reason: "computer-full",
  },
});
