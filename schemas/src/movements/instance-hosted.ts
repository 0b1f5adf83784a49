/** A shared instance has found the instance that serves it, and its partition. */
import { Type } from "typebox";
import { NodeId } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const instanceHosted = defineMovement({
  kind: "instance-hosted",
  stream: "instance-tree",
  says: "A shared instance has found the instance that serves it, and its partition.",
  detail: Type.Object({
    instance: Type.String(),
    tree: Type.String(),
    /** The instance that serves it, which may stand in another tree. */
    host: Type.String(),
    hostTree: Type.String(),
    computer: Type.String(),
    partition: Type.String(),
    seller: NodeId,
  }),
  example: {
    resource: "software-hosting",
    quantity: "0",
    source: "network:COMP-1",
    destination: "project:TREE-0000000001",
    sourceSection: "organisation:hoster",
    destinationSection: "person:ada",
    items: ["instance-tree:TREE-0000000001", "instance:INST-0000000001"],
    state: "confirmed",
    detail: {
      instance: "INST-0000000001",
      tree: "TREE-0000000001",
      host: "INST-0000000002",
      hostTree: "TREE-0000000002",
      computer: "COMP-1",
      partition: "slappart3",
      seller: "organisation:hoster",
    },
  },
});
