/** A computer will not come back as it was: what stood on it is gone. */
import { Type } from "typebox";
import { Message } from "../instance-state.ts";
import { defineMovement } from "./define.ts";

export const computerLost = defineMovement({
  kind: "computer-lost",
  stream: "computer",
  says: "A computer will not come back as it was: what stood on it is gone.",
  detail: Type.Object({
    message: Message,
    /** What held a partition of it. */
    held: Type.Array(
      Type.Object({ tree: Type.String(), instance: Type.String(), award: Type.String() }),
    ),
  }),
  example: {
    resource: "incident",
    quantity: "1",
    source: "organisation:hoster",
    destination: "network:COMP-1",
    sourceSection: "organisation:hoster",
    destinationSection: "organisation:hoster",
    items: ["computer:COMP-1"],
    state: "delivered",
    detail: {
      message: "its disks burnt",
      held: [
        {
          tree: "TREE-0000000001",
          instance: "INST-0000000001",
          award: "7d0c3a50-0000-8000-8000-000000000001/0",
        },
      ],
    },
  },
});
