/** `/`: all instances with their phase, price and connection. */
import { type InstanceStatus, instanceListMax } from "@partita/schemas";
import { connectionValue } from "#portal/connection-value.ts";
import { dataTable } from "#portal/data-table.ts";
import { type Html, html } from "#portal/html.ts";
import type { Page } from "#portal/page.ts";

export const instancesPage: Page = {
  path: "/",
  called: "Instances",
  show: async ({ master, query: { after } }) => {
    const asked = after === undefined ? {} : { after };
    const { instances } = await master.ask("instances", asked);
    return { title: "Instances", body: html`${listed(instances)}${more(instances)}` };
  },
};

function listed(instances: readonly InstanceStatus[]): Html {
  return dataTable(
    {
      caption: "What was requested, and what has become of it",
      empty: "No instances yet. Request one with “partita request”.",
      columns: [
        { title: "Title", cell: linkTo },
        { title: "Phase", cell: ({ phase }) => phase },
        { title: "Computer", cell: ({ award }) => award?.computer ?? "–" },
        { title: "Per hour", cell: ({ award }) => award?.prices.hourly ?? "–", number: true },
        { title: "In", cell: ({ award }) => award?.prices.currency ?? "–" },
        { title: "Connection", cell: ({ connection }) => values(connection) },
      ],
    },
    instances,
  );
}

function linkTo({ instance, title }: InstanceStatus): Html {
  return html`<a href="/instances/${encodeURIComponent(instance)}">${title}</a>`;
}

function values(connection: InstanceStatus["connection"]): readonly Html[] {
  return Object.entries(connection).map(
    ([name, value]) => html`<div>${name}: ${connectionValue(value)}</div>`,
  );
}

function more(instances: readonly InstanceStatus[]): Html | undefined {
  const last = instances.at(-1)?.instance;
  if (last === undefined || instances.length < instanceListMax) return undefined;
  return html`<p><a href="/?after=${encodeURIComponent(last)}">More</a></p>`;
}
