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
    /** The instance that a shared one is to be served by. */
    instance_guid: Type.Optional(Reference),
    /** What becomes of it when its computer is lost; absent: it waits for the computer. */
    on_loss: Type.Optional(Type.Enum(["wait", "move"])),
    /** What a SlapOS client demanded beside these, as it was written. */
    slapos: Type.Optional(
      Type.Record(
        Type.String({ pattern: "^[^\\u0000-\\u001f]{1,100}$" }),
        Type.String({ maxLength: 4096, pattern: "^[^\\u0000]*$" }),
        { maxProperties: 50, additionalProperties: false },
      ),
    ),
    /** The most the requester pays for an hour of hosting. */
    max_price: Type.Optional(
      Type.Object({ amount: Price, currency: CurrencyId }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type Conditions = Static<typeof Conditions>;
