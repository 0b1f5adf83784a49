/** A computer hands one of its partitions over to an instance. */
import { Type } from "typebox";
import { SoftwareRelease } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const partitionAllocated = defineMovement({
  kind: "partition-allocated",
  stream: "computer",
  says: "A computer hands one of its partitions over to an instance.",
  detail: Type.Object({
    partition: Type.String(),
    address: Type.String(),
    instance: Type.String(),
    tree: Type.String(),
    /** Id of the award that this allocation fulfils: its prices hold. */
    award: Type.String(),
    softwareRelease: SoftwareRelease,
  }),
  example: {
    resource: "partition",
    quantity: "1",
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
    state: "delivered",
    detail: {
      partition: "slappart0",
      address: "127.0.0.1",
      instance: "INST-0000000001",
      tree: "TREE-0000000001",
      award: "7d0c3a50-0000-8000-8000-000000000001/0",
      softwareRelease: "https://software.partita.example/guestbook/software.json",
    },
  },
});
