/**
 * A seller invoices a buyer for a closed period; the number has no gaps, and nothing in it ever
 * changes.
 */
import { Type } from "typebox";
import { Quantity } from "../decimal.ts";
import { Instant } from "../instant.ts";
import { InvoiceLine } from "../invoice-line.ts";
import { NodeId } from "../reference.ts";
import { CurrencyId } from "../resource.ts";
import { defineMovement } from "./define.ts";

export const invoiceIssued = defineMovement({
  kind: "invoice-issued",
  stream: "account",
  says:
    "A seller invoices a buyer for a closed period; the number has no gaps, and " +
    "nothing in it ever changes.",
  detail: Type.Object({
    invoice: Type.String(),
    /** Counts up from 1 in the series of this seller, without a gap. */
    number: Type.Integer({ minimum: 1 }),
    seller: NodeId,
    buyer: NodeId,
    currency: CurrencyId,
    startsAt: Type.Optional(Instant),
    stopsAt: Instant,
    lines: Type.Array(InvoiceLine),
    total: Quantity,
  }),
  example: {
    resource: "invoice",
    quantity: "1",
    source: "organisation:hoster",
    destination: "person:ada",
    sourceSection: "organisation:hoster",
    destinationSection: "person:ada",
    items: ["invoice:INV-0000000001"],
    unitPrice: "3.6",
    currency: "EUR",
    state: "delivered",
    detail: {
      invoice: "INV-0000000001",
      number: 1,
      seller: "organisation:hoster",
      buyer: "person:ada",
      currency: "EUR",
      stopsAt: "2026-02-01T00:00:00.000Z",
      lines: [
        {
          instance: "INST-0000000001",
          title: "my-guestbook",
          softwareRelease: "https://software.partita.example/guestbook/software.json",
          award: "7d0c3a50-0000-8000-8000-000000000001/0",
          resource: "software-hosting",
          quantity: "1",
          unitPrice: "3.6",
          amount: "3.60",
          startsAt: "2026-01-01T00:00:00.000Z",
          stopsAt: "2026-01-01T01:00:00.000Z",
          movements: [],
        },
      ],
      total: "3.60",
    },
  },
});
