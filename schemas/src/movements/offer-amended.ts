/** An offer has new terms from now on; awards already made keep theirs. */
import { RecordedOffer, recordedOfferExample } from "../offer-terms.ts";
import { defineMovement } from "./define.ts";

export const offerAmended = defineMovement({
  kind: "offer-amended",
  stream: "offer",
  says: "An offer has new terms from now on; awards already made keep theirs.",
  detail: RecordedOffer,
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
    state: "confirmed",
    detail: recordedOfferExample,
  },
});
