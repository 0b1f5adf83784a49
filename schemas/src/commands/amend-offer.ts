/** A seller gives an offer new terms from now on. */
import { OfferTerms, offerTermsExample } from "../offer-terms.ts";
import { defineCommand } from "./define.ts";

export const amendOffer = defineCommand({
  kind: "amend-offer",
  stream: "offer",
  says: "A seller gives an offer new terms from now on.",
  send: { method: "POST", path: "/v1/offers/:offer/terms" },
  detail: OfferTerms,
  example: offerTermsExample,
});
