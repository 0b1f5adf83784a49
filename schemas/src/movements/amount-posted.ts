/**
 * Money moves from one account to another: the source is credited, the destination debited, so each
 * entry balances.
 */
import { Type } from "typebox";

import { defineMovement } from "./define.ts";

export const amountPosted = defineMovement({
  kind: "amount-posted",
  stream: "account",
  says:
    "Money moves from one account to another: the source is credited, the destination " +
    "debited, so each entry balances.",
  detail: Type.Object({
    /** What is booked: the invoice and, later, payments. */
    invoice: Type.String(),
    memo: Type.String(),
  }),
  example: {
    resource: "EUR",
    quantity: "3.60",
    source: "account:revenue",
    destination: "account:receivable",
    sourceSection: "organisation:hoster",
    destinationSection: "organisation:hoster",
    items: ["invoice:INV-0000000001"],
    state: "delivered",
    detail: { invoice: "INV-0000000001", memo: "Invoice 1 to person:ada" },
  },
});
