/** Something is wrong: every instance of the tree is to be looked at again. */
import { Type } from "typebox";
import { BangOrigin } from "../bang.ts";
import { Message } from "../instance-state.ts";
import { defineMovement } from "./define.ts";

export const bangRaised = defineMovement({
  kind: "bang-raised",
  stream: "instance-tree",
  says: "Something is wrong: every instance of the tree is to be looked at again.",
  detail: Type.Object({
    tree: Type.String(),
    /** Who said so; absent: nobody within the tree. */
    reporter: Type.Optional(Type.String()),
    /** All that are to be looked at again. */
    instances: Type.Array(Type.String()),
    /** Instances of other trees that serve shared ones among them. */
    hosts: Type.Optional(Type.Array(Type.String())),
    message: Message,
    origin: BangOrigin,
    /** The computer that banged, or that was lost. */
    computer: Type.Optional(Type.String()),
  }),
  example: {
    resource: "incident",
    quantity: "1",
    source: "network:COMP-1",
    destination: "project:TREE-0000000001",
    sourceSection: "organisation:hoster",
    destinationSection: "person:ada",
    items: ["instance-tree:TREE-0000000001", "instance:INST-0000000001"],
    state: "delivered",
    detail: {
      tree: "TREE-0000000001",
      reporter: "INST-0000000001",
      instances: ["INST-0000000001", "INST-0000000002"],
      message: "the web server does not answer",
      origin: "instance",
    },
  },
});
