/** A customer, or a partition of its own, asks for an instance of a software release. */
import { Type } from "typebox";
import { instanceWish, instanceWishExample } from "../instance-wish.ts";
import { NodeId } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const instanceRequested = defineMovement({
  kind: "instance-requested",
  stream: "instance-tree",
  says: "A customer, or a partition of its own, asks for an instance of a software release.",
  detail: Type.Object({
    instance: Type.String(),
    tree: Type.String(),
    title: Type.String(),
    owner: NodeId,
    /** The instance that asked; absent for the root of a tree. */
    requester: Type.Optional(Type.String()),
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
      title: "my-guestbook",
      owner: "person:ada",
      ...instanceWishExample,
    },
  },
});
