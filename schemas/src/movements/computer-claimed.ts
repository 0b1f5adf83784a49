/** An agent takes charge of a computer; no other agent may until it is released. */
import { Type } from "typebox";
import { Reference } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const computerClaimed = defineMovement({
  kind: "computer-claimed",
  stream: "computer",
  says: "An agent takes charge of a computer; no other agent may until it is released.",
  detail: Type.Object({ agent: Reference }),
  example: {
    resource: "computer",
    quantity: "1",
    source: "organisation:hoster",
    destination: "network:COMP-1",
    sourceSection: "organisation:hoster",
    destinationSection: "organisation:hoster",
    items: ["computer:COMP-1"],
    state: "started",
    detail: { agent: "agent-0a1b2c" },
  },
});
