/** A seller offers partitions of its computers. */
import { OfferTerms, offerTermsExample } from "../offer-terms.ts";
import { defineCommand } from "./define.ts";

export const publishOffer = defineCommand({
  kind: "publish-offer",
  stream: "offer",
  says: "A seller offers partitions of its computers.",
  send: { method: "POST", path: "/v1/offers" },
  detail: OfferTerms,
  example: offerTermsExample,
});
