/** A seller offers partitions of its computers at a price. */
import { RecordedOffer, recordedOfferExample } from "../offer-terms.ts";
import { defineMovement } from "./define.ts";

export const offerPublished = defineMovement({
  kind: "offer-published",
  stream: "offer",
  says: "A seller offers partitions of its computers at a price.",
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
