/** An agent says which partitions its computer has; the quantity is how many more than before. */
import { Type } from "typebox";
import { Partition } from "../partition.ts";
import { defineMovement } from "./define.ts";

export const capacitySet = defineMovement({
  kind: "capacity-set",
  stream: "computer",
  says:
    "An agent says which partitions its computer has; the quantity is how many more " +
    "than before.",
  detail: Type.Object({
    partitions: Type.Array(Partition),
    /** The instances whose partitions are not as they were: their software is to be told. */
    touched: Type.Optional(Type.Array(Type.String())),
  }),
  example: {
    resource: "partition",
    quantity: "2",
    source: "organisation:hoster",
    destination: "network:COMP-1",
    sourceSection: "organisation:hoster",
    destinationSection: "organisation:hoster",
    items: ["computer:COMP-1"],
    state: "delivered",
    detail: {
      partitions: [
        { reference: "slappart0", address: "127.0.0.1" },
        { reference: "slappart1", address: "127.0.0.1" },
      ],
    },
  },
});
