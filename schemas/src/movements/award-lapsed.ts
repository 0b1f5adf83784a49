/** An award came to nothing, since the computer had no partition left; the request waits again. */
import { Type } from "typebox";

import { defineMovement } from "./define.ts";

export const awardLapsed = defineMovement({
  kind: "award-lapsed",
  stream: "instance-tree",
  says:
    "An award came to nothing, since the computer had no partition left; the request " +
    "waits again.",
  detail: Type.Object({
    instance: Type.String(),
    tree: Type.String(),
    award: Type.String(),
    reason: Type.String(),
    /** The instance that served it, when it is shared: it waits to be served again. */
    host: Type.Optional(Type.String()),
  }),
  example: {
    resource: "software-hosting",
    quantity: "1",
    source: "network:COMP-1",
    destination: "project:TREE-0000000001",
    sourceSection: "organisation:hoster",
    destinationSection: "person:ada",
    items: ["instance-tree:TREE-0000000001", "instance:INST-0000000001"],
    state: "cancelled",
    detail: {
      instance: "INST-0000000001",
      tree: "TREE-0000000001",
      award: "7d0c3a50-0000-8000-8000-000000000001/0",
      reason: "computer-full",
    },
  },
});
