/** The allocator gives a shared instance to the instance that serves it. */
import { Type } from "typebox";
import { NodeId } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const hostInstance = defineCommand({
  kind: "host-instance",
  stream: "instance-tree",
  says: "The allocator gives a shared instance to the instance that serves it.",
  detail: Type.Object(
    {
      instance: Type.String(),
      host: Type.String(),
      hostTree: Type.String(),
      computer: Type.String(),
      partition: Type.String(),
      seller: NodeId,
    },
    { additionalProperties: false },
  ),
  example: {
    instance: "INST-0000000001",
    host: "INST-0000000002",
    hostTree: "TREE-0000000002",
    computer: "COMP-1",
    partition: "slappart3",
    seller: "organisation:hoster",
  },
});
