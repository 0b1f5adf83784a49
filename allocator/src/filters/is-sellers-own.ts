/** Demands that the seller owns the computer: nobody sells what belongs to another. */
import type { Filter } from "#allocator/filters/filter.ts";

export const isSellersOwn: Filter = (_demand, { offer, computer }) =>
  offer.seller === computer.owner ? true : "not-sellers-computer";
