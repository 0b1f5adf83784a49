/**
 * An instance is gone and its data wiped, says its agent; its partition, if it had one, can be
 * released.
 */
import { Type } from "typebox";

import { defineMovement } from "./define.ts";

export const instanceDestroyed = defineMovement({
  kind: "instance-destroyed",
  stream: "instance-tree",
  says: "An agent says that an instance is gone and its data wiped; its partition can be released.",
  detail: Type.Object({
    instance: Type.String(),
    tree: Type.String(),
    /** Absent when it was destroyed before it had an award: no agent ever saw it. */
    award: Type.Optional(Type.String()),
    computer: Type.Optional(Type.String()),
    /** The instance that served it, when it was shared: it had no partition of its own. */
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
    stopsAt: "2026-01-01T01:00:00.000Z",
    state: "delivered",
    detail: {
      instance: "INST-0000000001",
      tree: "TREE-0000000001",
      award: "7d0c3a50-0000-8000-8000-000000000001/0",
      computer: "COMP-1",
    },
  },
});
