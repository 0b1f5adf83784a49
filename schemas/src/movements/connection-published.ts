/**
 * An instance publishes its connection parameters; who requested it is named, since it must be
 * filled in again.
 */
import { Type } from "typebox";
import { Connection } from "../parameters.ts";
import { defineMovement } from "./define.ts";

export const connectionPublished = defineMovement({
  kind: "connection-published",
  stream: "instance-tree",
  says:
    "An instance publishes its connection parameters; who requested it is named, since " +
    "it must be filled in again.",
  detail: Type.Object({
    instance: Type.String(),
    tree: Type.String(),
    requester: Type.Optional(Type.String()),
    connection: Connection,
  }),
  example: {
    resource: "software-hosting",
    quantity: "1",
    source: "network:COMP-1",
    destination: "project:TREE-0000000001",
    sourceSection: "organisation:hoster",
    destinationSection: "person:ada",
    items: ["instance-tree:TREE-0000000001", "instance:INST-0000000001"],
    state: "delivered",
    detail: {
      instance: "INST-0000000001",
      tree: "TREE-0000000001",
      connection: { url: "http://127.0.0.1:8080/" },
    },
  },
});
