/** Demands that the offer holds at this instant: from `validFrom` up to, not at, `validUntil`. */
import type { Filter } from "#allocator/filters/filter.ts";

export const offerValidNow: Filter = (_demand, { offer }, at) => {
  const begun = offer.validFrom <= at;
  const over = offer.validUntil !== undefined && offer.validUntil <= at;
  return begun && !over ? true : "offer-not-valid-now";
};
