/** Nothing on the market fits a request; it waits, and the reasons are counted. */
import { Type } from "typebox";
import { ReasonCount } from "../deferral.ts";
import { defineMovement } from "./define.ts";

export const allocationDeferred = defineMovement({
  kind: "allocation-deferred",
  stream: "instance-tree",
  says: "Nothing on the market fits a request; it waits, and the reasons are counted.",
  detail: Type.Object({
    instance: Type.String(),
    tree: Type.String(),
    reasons: Type.Array(ReasonCount),
  }),
  example: {
    resource: "software-hosting",
    quantity: "1",
    source: "network:COMP-1",
    destination: "project:TREE-0000000001",
    sourceSection: "organisation:hoster",
    destinationSection: "person:ada",
    items: ["instance-tree:TREE-0000000001", "instance:INST-0000000001"],
    state: "planned",
    detail: {
      instance: "INST-0000000001",
      tree: "TREE-0000000001",
      reasons: [{ reason: "too-expensive", count: 2 }],
    },
  },
});
