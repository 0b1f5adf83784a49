/** The allocator gives back the partition of a destroyed instance. */
import { Type } from "typebox";
import { defineCommand } from "./define.ts";

export const releasePartition = defineCommand({
  kind: "release-partition",
  stream: "computer",
  says: "The allocator gives back the partition of a destroyed instance.",
  detail: Type.Object({ instance: Type.String() }, { additionalProperties: false }),
  example: { instance: "INST-0000000001" },
});
