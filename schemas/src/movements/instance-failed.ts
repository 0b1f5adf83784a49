/** An agent could not bring an instance to its requested state, and says why. */
import { Type } from "typebox";
import { Message } from "../instance-state.ts";
import { defineMovement } from "./define.ts";

export const instanceFailed = defineMovement({
  kind: "instance-failed",
  stream: "instance-tree",
  says: "An agent could not bring an instance to its requested state, and says why.",
  detail: Type.Object({
    instance: Type.String(),
    tree: Type.String(),
    computer: Type.String(),
    message: Message,
  }),
  example: {
    resource: "software-hosting",
    quantity: "1",
    source: "network:COMP-1",
    destination: "project:TREE-0000000001",
    sourceSection: "organisation:hoster",
    destinationSection: "person:ada",
    items: ["instance-tree:TREE-0000000001", "instance:INST-0000000001"],
    state: "stopped",
    detail: {
      instance: "INST-0000000001",
      tree: "TREE-0000000001",
      computer: "COMP-1",
      message: "service guestbook exited with code 1",
    },
  },
});
