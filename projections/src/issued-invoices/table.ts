/** Where invoices are kept as they were issued: one row per invoice, for ever. */
import type { Invoice } from "@partita/schemas";
import type { Table } from "#projections/rows/rows.ts";

export const issuedInvoicesTable: Table<Invoice> = {
  name: "issued_invoices",
  version: 1,
  columns: {
    buyer: ({ buyer }) => buyer,
    issuedAt: ({ issuedAt }) => issuedAt,
    seller: ({ seller }) => seller,
  },
};
