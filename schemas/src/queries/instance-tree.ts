/** A tree as a whole: its instances, each with the instance that requested it. */
import { Type } from "typebox";
import { Position } from "../position.ts";
import { Reference } from "../reference.ts";
import { defineQuery } from "./define.ts";
import { InstanceStatus } from "./instance-status.ts";

export const instanceTree = defineQuery({
  name: "instance-tree",
  says: "Which instances are in this tree, and which requested which?",
  path: "/v1/trees/:tree",
  parameters: Type.Object({ tree: Reference }),
  answer: Type.Object({
    tree: Type.String(),
    owner: Type.String(),
    /** The root first, each before what it requested; those destroyed are left out. */
    instances: Type.Array(InstanceStatus),
    position: Position,
  }),
});
