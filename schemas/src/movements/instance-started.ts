/** An agent says that an instance runs: its hosting starts. */
import { Type } from "typebox";

import { defineMovement } from "./define.ts";

export const instanceStarted = defineMovement({
  kind: "instance-started",
  stream: "instance-tree",
  says: "An agent says that an instance runs: its hosting starts.",
  detail: Type.Object({
    instance: Type.String(),
    tree: Type.String(),
    award: Type.String(),
    computer: Type.String(),
  }),
  example: {
    resource: "software-hosting",
    quantity: "1",
    source: "network:COMP-1",
    destination: "project:TREE-0000000001",
    sourceSection: "organisation:hoster",
    destinationSection: "person:ada",
    items: ["instance-tree:TREE-0000000001", "instance:INST-0000000001"],
    startsAt: "2026-01-01T00:00:00.000Z",
    state: "started",
    detail: {
      instance: "INST-0000000001",
      tree: "TREE-0000000001",
      award: "7d0c3a50-0000-8000-8000-000000000001/0",
      computer: "COMP-1",
    },
  },
});
