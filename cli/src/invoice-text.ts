/** Writes invoices for people: one line each, or one in full with its lines and total. */
import type { Invoice } from "@partita/schemas";
import { properties, table } from "./table.ts";

export function invoiceTable(invoices: readonly Invoice[]): string {
  if (invoices.length === 0) return "No invoices were issued.";
  return table(
    [
      { title: "invoice", cell: ({ invoice }) => invoice },
      { title: "number", cell: ({ number }) => String(number), right: true },
      { title: "seller", cell: ({ seller }) => seller },
      { title: "buyer", cell: ({ buyer }) => buyer },
      { title: "total", cell: ({ total }) => total, right: true },
      { title: "in", cell: ({ currency }) => currency },
      { title: "issued", cell: ({ issuedAt }) => issuedAt },
    ],
    invoices,
  );
}

export function invoiceText(invoice: Invoice): string {
  const head = properties([
    ["invoice", `${invoice.invoice} (number ${invoice.number})`],
    ["seller", invoice.seller],
    ["buyer", invoice.buyer],
    ["period", `${invoice.startsAt ?? "the beginning"} until ${invoice.stopsAt}`],
    ["issued", invoice.issuedAt],
  ]);
  const total = {
    title: "total",
    resource: "",
    quantity: "",
    unitPrice: "",
    amount: invoice.total,
  };
  const lines = table(
    [
      { title: "instance", cell: ({ title }) => title },
      { title: "resource", cell: ({ resource }) => resource },
      { title: "quantity", cell: ({ quantity }) => quantity, right: true },
      { title: "unit price", cell: ({ unitPrice }) => unitPrice, right: true },
      { title: invoice.currency, cell: ({ amount }) => amount, right: true },
    ],
    [...invoice.lines, total],
  );
  return `${head}\n\n${lines}`;
}
