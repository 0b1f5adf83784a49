/** An instance consumed some quantity of a resource during a period. */
import { Type } from "typebox";

import { defineMovement } from "./define.ts";

export const usageReported = defineMovement({
  kind: "usage-reported",
  stream: "usage",
  says: "An instance consumed some quantity of a resource during a period.",
  detail: Type.Object({
    report: Type.String(),
    line: Type.Integer({ minimum: 1 }),
    computer: Type.String(),
    partition: Type.String(),
    instance: Type.String(),
    tree: Type.String(),
    award: Type.String(),
  }),
  example: {
    resource: "cpu-second",
    quantity: "42.5",
    source: "network:COMP-1",
    destination: "project:TREE-0000000001",
    sourceSection: "organisation:hoster",
    destinationSection: "person:ada",
    items: [
      "computer:COMP-1",
      "partition:COMP-1/slappart0",
      "instance:INST-0000000001",
      "instance-tree:TREE-0000000001",
    ],
    startsAt: "2026-01-01T00:00:00.000Z",
    stopsAt: "2026-01-01T00:01:00.000Z",
    state: "delivered",
    detail: {
      report: "COMP-1-2026-01-01T00-01-00",
      line: 9,
      computer: "COMP-1",
      partition: "slappart0",
      instance: "INST-0000000001",
      tree: "TREE-0000000001",
      award: "7d0c3a50-0000-8000-8000-000000000001/0",
    },
  },
});
