/** The allocator asks a computer for one of its partitions; the computer picks which. */
import { Type } from "typebox";
import { NodeId, SoftwareRelease } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const allocatePartition = defineCommand({
  kind: "allocate-partition",
  stream: "computer",
  says: "The allocator asks a computer for one of its partitions; the computer picks which.",
  detail: Type.Object(
    {
      instance: Type.String(),
      tree: Type.String(),
      award: Type.String(),
      softwareRelease: SoftwareRelease,
      buyer: NodeId,
    },
    { additionalProperties: false },
  ),
  example: {
    instance: "INST-0000000001",
    tree: "TREE-0000000001",
    award: "7d0c3a50-0000-8000-8000-000000000001/0",
    softwareRelease: "https://software.partita.example/guestbook/software.json",
    buyer: "person:ada",
  },
});
