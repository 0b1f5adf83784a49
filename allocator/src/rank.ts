/** Puts candidates in order, best first: the same candidates always in the same order. */
import { compareDecimals } from "@partita/schemas";
import type { Candidate } from "#allocator/filters/filter.ts";

/**
 * Cheapest hour first; equal prices by offer reference, then by computer. Without exchange rates,
 * currencies cannot be compared: a request that names none gets them one after the other, by code.
 */
export function rank(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.toSorted(
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
