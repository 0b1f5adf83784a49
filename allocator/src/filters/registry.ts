/** Every filter, cheapest first: a candidate is counted under the first that turns it down. */

import type { Filter } from "#allocator/filters/filter.ts";
import { hasAgent } from "#allocator/filters/has-agent.ts";
import { hasFreePartition } from "#allocator/filters/has-free-partition.ts";
import { hasSoftware } from "#allocator/filters/has-software.ts";
import { inRegion } from "#allocator/filters/in-region.ts";
import { isNamedComputer } from "#allocator/filters/is-named-computer.ts";
import { isNotLost } from "#allocator/filters/is-not-lost.ts";
import { isOpen } from "#allocator/filters/is-open.ts";
import { isSellersOwn } from "#allocator/filters/is-sellers-own.ts";
import { matchesSlaposConditions } from "#allocator/filters/matches-slapos-conditions.ts";
import { offerValidNow } from "#allocator/filters/offer-valid-now.ts";
import { offersThisSoftware } from "#allocator/filters/offers-this-software.ts";
import { withinPrice } from "#allocator/filters/within-price.ts";

export const filters = {
  "offer-valid-now": offerValidNow,
  "offers-this-software": offersThisSoftware,
  "is-named-computer": isNamedComputer,
  "matches-slapos-conditions": matchesSlaposConditions,
  "in-region": inRegion,
  "is-sellers-own": isSellersOwn,
  "has-agent": hasAgent,
  "is-not-lost": isNotLost,
  "is-open": isOpen,
  "within-price": withinPrice,
  "has-software": hasSoftware,
  // Last, so that "computer full" is said only of what would have fitted otherwise.
  "has-free-partition": hasFreePartition,
} as const satisfies Readonly<Record<string, Filter>>;
