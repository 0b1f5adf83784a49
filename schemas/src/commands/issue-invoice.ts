/** Billing issues the invoice of one buyer for a closed period. */
import { Type } from "typebox";
import { Quantity } from "../decimal.ts";
import { InvoiceLine } from "../invoice-line.ts";
import { NodeId } from "../reference.ts";
import { CurrencyId } from "../resource.ts";
import { defineCommand } from "./define.ts";

export const issueInvoice = defineCommand({
  kind: "issue-invoice",
  stream: "account",
  says: "Billing issues the invoice of one buyer for a closed period.",
  detail: Type.Object(
    {
      /** Id of the period-closed movement that this invoice follows from. */
      closing: Type.String(),
      buyer: NodeId,
      currency: CurrencyId,
      lines: Type.Array(InvoiceLine, { minItems: 1 }),
      total: Quantity,
    },
    { additionalProperties: false },
  ),
  example: {
    closing: "7d0c3a50-0000-8000-8000-000000000001/0",
    buyer: "person:ada",
    currency: "EUR",
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
});
