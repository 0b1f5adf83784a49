/**
 * What an offer costs: hosting by the hour, and each usage resource by its unit, in one currency.
 */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Price } from "./decimal.ts";
import { CurrencyId } from "./resource.ts";

export const Prices = Type.Object(
  {
    currency: CurrencyId,
    /** Per hour of hosting, from started to stopped, counted to the millisecond. */
    hourly: Price,
    /**
     * Per unit of each usage resource. A resource without a price cannot be billed: that is
     * refused, never zero.
     */
    usage: Type.Object(
      {
        "cpu-second": Price,
        "memory-gib-hour": Price,
        "disk-gib-hour": Price,
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type Prices = Static<typeof Prices>;
