/** A partition comes back to its computer: its instance is destroyed and its data wiped. */
import { Type } from "typebox";

import { defineMovement } from "./define.ts";

export const partitionReleased = defineMovement({
  kind: "partition-released",
  stream: "computer",
  says: "A partition comes back to its computer: its instance is destroyed and its data wiped.",
  detail: Type.Object({
    partition: Type.String(),
    instance: Type.String(),
    tree: Type.String(),
    /** It was on its agent's list no more: it goes back to the owner, and takes no other one. */
    retired: Type.Optional(Type.Literal(true)),
  }),
  example: {
    resource: "partition",
    quantity: "1",
    source: "project:TREE-0000000001",
    destination: "network:COMP-1",
    sourceSection: "person:ada",
    destinationSection: "organisation:hoster",
    items: [
      "computer:COMP-1",
      "partition:COMP-1/slappart0",
      "instance:INST-0000000001",
      "instance-tree:TREE-0000000001",
    ],
    state: "delivered",
    detail: { partition: "slappart0", instance: "INST-0000000001", tree: "TREE-0000000001" },
  },
});
