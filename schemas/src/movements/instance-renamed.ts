/** An instance has another title; its reference and its partition stay. */
import { Type } from "typebox";
import { Title } from "../title.ts";
import { defineMovement } from "./define.ts";

export const instanceRenamed = defineMovement({
  kind: "instance-renamed",
  stream: "instance-tree",
  says: "An instance has another title; its reference and its partition stay.",
  detail: Type.Object({
    instance: Type.String(),
    tree: Type.String(),
    title: Title,
    before: Title,
    /** The instance that serves it, when it is shared. */
    host: Type.Optional(Type.String()),
    /** Of a root: all others of its tree, which name it as theirs. */
    followers: Type.Optional(Type.Array(Type.String())),
  }),
  example: {
    resource: "software-hosting",
    quantity: "0",
    source: "network:COMP-1",
    destination: "project:TREE-0000000001",
    sourceSection: "organisation:hoster",
    destinationSection: "person:ada",
    items: ["instance-tree:TREE-0000000001", "instance:INST-0000000001"],
    state: "delivered",
    detail: {
      instance: "INST-0000000001",
      tree: "TREE-0000000001",
      title: "our-guestbook",
      before: "my-guestbook",
    },
  },
});
