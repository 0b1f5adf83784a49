/**
 * What a request demands of the market (in SlapOS: the SLA); an unknown condition is refused, never
 * ignored.
 */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Price } from "./decimal.ts";
import { Reference } from "./reference.ts";
import { Region } from "./region.ts";
import { CurrencyId } from "./resource.ts";

export const Conditions = Type.Object(
  {
    /** Hierarchical: `europe` accepts a computer in `europe/france`. */
    region: Type.Optional(Region),
    /** This computer and no other, rather than trusting the market. */
    computer_guid: Type.Optional(Reference),
    /** The most the requester pays for an hour of hosting. */
    max_price: Type.Optional(
      Type.Object({ amount: Price, currency: CurrencyId }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type Conditions = Static<typeof Conditions>;
