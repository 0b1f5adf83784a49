/** An offer is off the market; awards already made keep their price. */
import { Type } from "typebox";

import { defineMovement } from "./define.ts";

export const offerWithdrawn = defineMovement({
  kind: "offer-withdrawn",
  stream: "offer",
  says: "An offer is off the market; awards already made keep their price.",
  detail: Type.Object({ offer: Type.String() }),
  example: {
    resource: "offer",
    quantity: "1",
    source: "organisation:hoster",
    destination: "organisation:master",
    sourceSection: "organisation:hoster",
    destinationSection: "organisation:hoster",
    items: ["offer:OFFER-0000000001"],
    unitPrice: "3.6",
    currency: "EUR",
    state: "cancelled",
    detail: { offer: "OFFER-0000000001" },
  },
});
