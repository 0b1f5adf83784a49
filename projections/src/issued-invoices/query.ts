/** Asks which invoices were issued. */
import type { Invoice } from "@partita/schemas";
import { issuedInvoicesTable } from "#projections/issued-invoices/table.ts";
import { givenColumns } from "#projections/rows/given-columns.ts";
import type { RowReader } from "#projections/rows/rows.ts";

export type InvoiceFilter = {
  readonly seller?: string | undefined;
  readonly buyer?: string | undefined;
};

/** In the order in which they were issued. */
export async function listInvoices(
  rows: RowReader,
  filter: InvoiceFilter = {},
): Promise<readonly Invoice[]> {
  return rows.find(issuedInvoicesTable, { where: givenColumns(filter), orderBy: "issuedAt" });
}

export async function findInvoice(rows: RowReader, invoice: string): Promise<Invoice | undefined> {
  return rows.get(issuedInvoicesTable, invoice);
}
