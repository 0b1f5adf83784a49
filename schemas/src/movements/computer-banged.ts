/** Something is wrong with a computer: the trees on it are to be looked at again. */
import { Type } from "typebox";
import { Message } from "../instance-state.ts";
import { defineMovement } from "./define.ts";

export const computerBanged = defineMovement({
  kind: "computer-banged",
  stream: "computer",
  says: "Something is wrong with a computer: the trees on it are to be looked at again.",
  detail: Type.Object({
    message: Message,
    /** The trees that have an instance on it, each with one of them. */
    present: Type.Array(Type.Object({ tree: Type.String(), instance: Type.String() })),
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
      message: "Reboot",
      present: [{ tree: "TREE-0000000001", instance: "INST-0000000001" }],
    },
  },
});
