/** `/invoices/:invoice`: one invoice with its lines and its total. */
import type { Invoice } from "@partita/schemas";
import { dataTable, propertyList } from "#portal/data-table.ts";
import { type Html, html } from "#portal/html.ts";
import type { Page } from "#portal/page.ts";

export const invoicePage: Page = {
  path: "/invoices/:invoice",
  show: async ({ master, path: { invoice: reference = "" } }) => {
    const { invoice } = await master.ask("issued-invoice", { invoice: reference });
    return { title: invoice.invoice, body: html`${head(invoice)}\n${lines(invoice)}` };
  },
};

function head(invoice: Invoice): Html {
  return propertyList([
    ["Number", invoice.number],
    ["Seller", invoice.seller],
    ["Buyer", invoice.buyer],
    ["Period", `${invoice.startsAt ?? "the beginning"} until ${invoice.stopsAt}`],
    ["Issued", invoice.issuedAt],
    ["Total", html`<strong>${invoice.total} ${invoice.currency}</strong>`],
  ]);
}

function lines({ lines: billed, currency }: Invoice): Html {
  return dataTable(
    {
      caption: "Lines",
      empty: "This invoice has no lines.",
      columns: [
        { title: "Instance", cell: ({ title }) => title },
        { title: "Resource", cell: ({ resource }) => resource },
        { title: "From", cell: ({ startsAt }) => startsAt },
        { title: "Until", cell: ({ stopsAt }) => stopsAt },
        { title: "Quantity", cell: ({ quantity }) => quantity, number: true },
        { title: "Unit price", cell: ({ unitPrice }) => unitPrice, number: true },
        { title: currency, cell: ({ amount }) => amount, number: true },
      ],
    },
    billed,
  );
}
