/** The offer that needs no publishing: whoever owns a computer may use it, and pays nothing. */
import type { ComputerOnMarket, NodeId, OpenOffer } from "@partita/schemas";
import type { Demand } from "#allocator/filters/filter.ts";

/** Stands in awards in the place of an offer's reference; those begin with `OFFER-`. */
export const ownUseOffer = "own-use";

/** Nothing is nothing in each currency: it is named in the one that the requester counts in. */
const usualCurrency = "EUR";
const nothing = "0";
/** Before all computers were. */
const always = "1970-01-01T00:00:00.000Z";

export function ownUse(
  { softwareRelease, conditions }: Demand,
  computer: ComputerOnMarket,
): OpenOffer {
  return {
    offer: ownUseOffer,
    revision: 1,
    // Only nodes register computers: the row forgot that its owner is one.
    seller: computer.owner as NodeId,
    computers: [computer.computer],
    softwareRelease,
    prices: {
      currency: conditions.max_price?.currency ?? usualCurrency,
      hourly: nothing,
      usage: { "cpu-second": nothing, "memory-gib-hour": nothing, "disk-gib-hour": nothing },
    },
    validFrom: always,
  };
}
