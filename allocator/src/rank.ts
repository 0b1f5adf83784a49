/** Puts offers on computers in order, best first: the same ones always in the same order. */
import { compareDecimals, type OpenOffer } from "@partita/schemas";

type Ranked = { readonly offer: OpenOffer; readonly computer: { readonly computer: string } };

/**
 * Cheapest hour first; equal prices by offer reference, then by computer. Without exchange rates,
 * currencies cannot be compared: a request that names none gets them one after the other, by code.
 */
export function rank<One extends Ranked>(all: readonly One[]): readonly One[] {
  return all.toSorted(
    (left, right) =>
      textOrder(left.offer.prices.currency, right.offer.prices.currency) ||
      compareDecimals(left.offer.prices.hourly, right.offer.prices.hourly) ||
      textOrder(left.offer.offer, right.offer.offer) ||
      textOrder(left.computer.computer, right.computer.computer),
  );
}

// By code unit, not by locale: the order must be the same on every machine.
function textOrder(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
