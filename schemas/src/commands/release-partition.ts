/** The allocator gives back the partition that an instance got under an award that is over. */
import { Type } from "typebox";
import { defineCommand } from "./define.ts";

export const releasePartition = defineCommand({
  kind: "release-partition",
  stream: "computer",
  says: "The allocator gives back the partition that an instance got under an award that is over.",
  detail: Type.Object(
    {
      instance: Type.String(),
      /** Under which the partition was given: what was given anew since stays where it is. */
      award: Type.String(),
    },
    { additionalProperties: false },
  ),
  example: {
    instance: "INST-0000000001",
    award: "7d0c3a50-0000-8000-8000-000000000001/0",
  },
});
