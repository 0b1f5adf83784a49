/** `/invoices`: every invoice that the visitor may see, with its total. */
import { dataTable } from "#portal/data-table.ts";
import { html } from "#portal/html.ts";
import { moment } from "#portal/moment.ts";
import type { Page } from "#portal/page.ts";

export const invoicesPage: Page = {
  path: "/invoices",
  called: "Invoices",
  show: async ({ master }) => {
    const { invoices } = await master.ask("issued-invoices", {});
    return {
      title: "Invoices",
      body: dataTable(
        {
          caption: "What was billed to you, and by you",
          empty: "No invoices were issued.",
          columns: [
            {
              title: "Invoice",
              cell: ({ invoice }) =>
                html`<a href="/invoices/${encodeURIComponent(invoice)}">${invoice}</a>`,
            },
            { title: "Number", cell: ({ number }) => number, number: true },
            { title: "Seller", cell: ({ seller }) => seller },
            { title: "Buyer", cell: ({ buyer }) => buyer },
            {
              title: "Total",
              cell: ({ total, currency }) => `${total} ${currency}`,
              number: true,
            },
            { title: "Issued (UTC)", cell: ({ issuedAt }) => moment(issuedAt) },
          ],
        },
        invoices,
      ),
    };
  },
};
