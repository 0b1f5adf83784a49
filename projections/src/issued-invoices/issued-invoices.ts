/** Which invoices were issued? */
import type { Invoice } from "@partita/schemas";
import { issuedInvoicesTable } from "#projections/issued-invoices/table.ts";
import type { Projection } from "#projections/projection.ts";

export const issuedInvoices: Projection<Invoice> = {
  table: issuedInvoicesTable,
  on: {
    "invoice-issued": {
      keys: ({ movement }) => [movement.detail.invoice],
      apply: (_, { movement }) => ({ ...movement.detail, issuedAt: movement.recordedAt }),
    },
  },
};
