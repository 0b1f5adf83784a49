/** `/invoices/:invoice`: one invoice with its lines and its total. */
import type { Invoice } from "@partita/schemas";
import { dataTable, propertyList } from "#portal/data-table.ts";
import { type Html, html } from "#portal/html.ts";
import { moment } from "#portal/moment.ts";
import type { Page } from "#portal/page.ts";

export const invoicePage: Page = {
  path: "/invoices/:invoice",
  show: async ({ master, path: { invoice: reference = "" } }) => {
    const { invoice } = await master.ask("issued-invoice", { invoice: reference });
    return { title: `Invoice ${invoice.number}`, body: html`${head(invoice)}\n${lines(invoice)}` };
  },
};

function head(invoice: Invoice): Html {
  const from = invoice.startsAt === undefined ? "the beginning" : moment(invoice.startsAt);
  return propertyList([
    ["Reference", invoice.invoice],
    ["Seller", invoice.seller],
    ["Buyer", invoice.buyer],
    ["Period", [from, " until ", moment(invoice.stopsAt), " UTC"]],
    ["Issued (UTC)", moment(invoice.issuedAt)],
    ["Total", html`<strong>${invoice.total} ${invoice.currency}</strong>`],
  ]);
}

function lines({ lines: billed, currency, total }: Invoice): Html {
  return dataTable(
    {
      caption: "What was consumed, and at which price",
      empty: "This invoice has no lines.",
      columns: [
        { title: "Instance", cell: ({ title }) => title, foot: "Total" },
        { title: "Resource", cell: ({ resource }) => resource },
        { title: "From (UTC)", cell: ({ startsAt }) => moment(startsAt) },
        { title: "Until (UTC)", cell: ({ stopsAt }) => moment(stopsAt) },
        { title: "Quantity", cell: ({ quantity }) => quantity, number: true },
        { title: "Unit price", cell: ({ unitPrice }) => unitPrice, number: true },
        { title: currency, cell: ({ amount }) => amount, number: true, foot: total },
      ],
    },
    billed,
  );
}
