/** The owner takes a computer away from its agent, so that another may claim it. */
import { Type } from "typebox";

import { defineMovement } from "./define.ts";

export const claimReleased = defineMovement({
  kind: "claim-released",
  stream: "computer",
  says: "The owner takes a computer away from its agent, so that another may claim it.",
  detail: Type.Object({ agent: Type.String() }),
  example: {
    resource: "computer",
    quantity: "1",
    source: "organisation:hoster",
    destination: "network:COMP-1",
    sourceSection: "organisation:hoster",
    destinationSection: "organisation:hoster",
    items: ["computer:COMP-1"],
    state: "stopped",
    detail: { agent: "agent-0a1b2c" },
  },
});
