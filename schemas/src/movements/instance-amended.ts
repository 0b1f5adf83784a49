/**
 * The wish for an instance changed: its state, parameters, conditions, or, for a child, its
 * software.
 */
import { Type } from "typebox";
import { instanceWish, instanceWishExample } from "../instance-wish.ts";
import { defineMovement } from "./define.ts";

export const instanceAmended = defineMovement({
  kind: "instance-amended",
  stream: "instance-tree",
  says:
    "The wish for an instance changed: its state, parameters, conditions, or, for a " +
    "child, its software.",
  detail: Type.Object({
    instance: Type.String(),
    tree: Type.String(),
    /** The instance that asked last; a child asked for by another instance moves to it. */
    requester: Type.Optional(Type.String()),
    /** The instance that serves it, when it is shared: what that one serves has changed. */
    host: Type.Optional(Type.String()),
    ...instanceWish,
  }),
  example: {
    resource: "software-hosting",
    quantity: "1",
    source: "network:COMP-1",
    destination: "project:TREE-0000000001",
    sourceSection: "organisation:hoster",
    destinationSection: "person:ada",
    items: ["instance-tree:TREE-0000000001", "instance:INST-0000000001"],
    state: "ordered",
    detail: {
      instance: "INST-0000000001",
      tree: "TREE-0000000001",
      ...instanceWishExample,
      state: "stopped",
    },
  },
});
