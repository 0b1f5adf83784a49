/**
 * A line of an invoice: what was consumed by one instance, at which price, and which movements it
 * bills.
 */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Price, Quantity } from "./decimal.ts";
import { Instant } from "./instant.ts";
import { ResourceId } from "./resource.ts";

export const InvoiceLine = Type.Object({
  instance: Type.String(),
  title: Type.String(),
  softwareRelease: Type.String(),
  award: Type.String(),
  resource: ResourceId,
  quantity: Quantity,
  unitPrice: Price,
  /**
   * Rounded to the currency's scale so that the lines sum to the total exactly (largest remainder).
   */
  amount: Quantity,
  startsAt: Instant,
  stopsAt: Instant,
  /**
   * Usage movements billed by this line; each is billed once, ever. Empty for hosting, which bills
   * its range.
   */
  movements: Type.Array(Type.String()),
});
export type InvoiceLine = Static<typeof InvoiceLine>;
