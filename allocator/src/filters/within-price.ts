/** Demands an hourly price up to the ceiling, in its currency: the house has no exchange rates. */
import { compareDecimals } from "@partita/schemas";
import type { Filter } from "#allocator/filters/filter.ts";

export const withinPrice: Filter = ({ conditions: { max_price } }, { offer: { prices } }) => {
  if (max_price === undefined) return true;
  if (prices.currency !== max_price.currency) return "other-currency";
  return compareDecimals(prices.hourly, max_price.amount) <= 0 ? true : "too-expensive";
};
