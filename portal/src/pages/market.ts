/** `/market`: computers with their free partitions, and the offers with their prices. */
import type { ComputerOnMarket, OpenOffer } from "@partita/schemas";
import { dataTable } from "#portal/data-table.ts";
import { type Html, html } from "#portal/html.ts";
import { moment } from "#portal/moment.ts";
import type { Page } from "#portal/page.ts";

export const marketPage: Page = {
  path: "/market",
  called: "Market",
  show: async ({ master }) => {
    const { computers } = await master.ask("free-partitions", {});
    const { offers } = await master.ask("open-offers", {});
    return {
      title: "Market",
      body: html`<h2>Computers</h2>
${computerTable(computers)}
<h2>Offers</h2>
${offerTable(offers)}`,
    };
  },
};

function computerTable(computers: readonly ComputerOnMarket[]): Html {
  return dataTable(
    {
      caption: "Where partitions are free, and with which software",
      empty: "No computers are on the market.",
      columns: [
        { title: "Computer", cell: ({ computer }) => computer },
        { title: "Title", cell: ({ title }) => title },
        { title: "Owner", cell: ({ owner }) => owner },
        { title: "Region", cell: ({ region }) => region ?? "–" },
        { title: "Free", cell: ({ free }) => free.length, number: true },
        { title: "Taken", cell: ({ occupied }) => occupied.length, number: true },
        { title: "Software releases", cell: ({ software }) => lines(software) },
      ],
    },
    computers,
  );
}

function offerTable(offers: readonly OpenOffer[]): Html {
  return dataTable(
    {
      caption: "What a partition costs; the allocator takes the cheapest that fits",
      empty: "No offers are on the market.",
      columns: [
        { title: "Offer", cell: ({ offer }) => offer },
        { title: "Seller", cell: ({ seller }) => seller },
        { title: "Computers", cell: ({ computers }) => lines(computers) },
        { title: "Software", cell: ({ softwareRelease }) => softwareRelease ?? "any" },
        { title: "Currency", cell: ({ prices }) => prices.currency },
        { title: "Per hour", cell: ({ prices }) => prices.hourly, number: true },
        { title: "CPU second", cell: ({ prices }) => prices.usage["cpu-second"], number: true },
        {
          title: "Memory GiB h",
          cell: ({ prices }) => prices.usage["memory-gib-hour"],
          number: true,
        },
        { title: "Disk GiB h", cell: ({ prices }) => prices.usage["disk-gib-hour"], number: true },
        {
          title: "Until (UTC)",
          cell: ({ validUntil }) => (validUntil === undefined ? "–" : moment(validUntil)),
        },
      ],
    },
    offers,
  );
}

function lines(texts: readonly string[]): readonly Html[] {
  return texts.map((text) => html`<div>${text}</div>`);
}
