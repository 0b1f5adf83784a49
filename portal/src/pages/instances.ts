/** `/`: all instances, those alive with their phase, price and address, and those that are gone. */
import { type InstanceStatus, instanceListMax } from "@partita/schemas";
import { connectionValue } from "#portal/connection-value.ts";
import { dataTable } from "#portal/data-table.ts";
import { type Hole, type Html, html } from "#portal/html.ts";
import { moment } from "#portal/moment.ts";
import type { Page } from "#portal/page.ts";
import { phaseOf } from "#portal/phase.ts";

export const instancesPage: Page = {
  path: "/",
  called: "Instances",
  show: async ({ master, query: { after } }) => {
    const asked = after === undefined ? {} : { after };
    const { instances } = await master.ask("instances", asked);
    const { true: gone = [], false: alive = [] } = Object.groupBy(inTrees(instances), isGone);
    const body = html`${listed(alive)}${gone.length > 0 && past(gone)}${more(instances)}`;
    return { title: "Instances", body };
  },
};

function isGone({ phase }: InstanceStatus): "true" | "false" {
  return phase === "destroyed" ? "true" : "false";
}

/** The oldest tree first; in each, who requests stands before what it requested. */
function inTrees(instances: readonly InstanceStatus[]): readonly InstanceStatus[] {
  const byAge = instances.toSorted((left, right) =>
    left.requestedAt < right.requestedAt ? -1 : 1,
  );
  return [...Map.groupBy(byAge, ({ tree }) => tree).values()].flat();
}

function past(gone: readonly InstanceStatus[]): Html {
  return html`<details><summary>Destroyed (${gone.length})</summary>${listed(gone)}</details>`;
}

function listed(instances: readonly InstanceStatus[]): Html {
  return dataTable(
    {
      caption: "What was requested, and what has become of it",
      empty: "No instances are alive. Request one with “partita request”.",
      columns: [
        { title: "Title", cell: linkTo },
        { title: "Phase", cell: phaseOf },
        { title: "Requested (UTC)", cell: ({ requestedAt }) => moment(requestedAt) },
        { title: "Computer", cell: ({ award }) => award?.computer ?? "–" },
        { title: "Price per hour", cell: hourly, number: true },
        { title: "Address", cell: addressOf },
      ],
    },
    instances,
  );
}

function linkTo({ instance, title, requester }: InstanceStatus): Html {
  const link = html`<a href="/instances/${encodeURIComponent(instance)}">${title}</a>`;
  return requester === undefined ? link : html`<span class="child">${link}</span>`;
}

function hourly({ award }: InstanceStatus): string {
  const prices = award?.prices;
  return prices === undefined ? "–" : `${prices.hourly} ${prices.currency}`;
}

/** Other parameters may be secret: they are shown on the instance's own page only. */
function addressOf({ connection: { url = "" } }: InstanceStatus): Hole {
  return /^https?:/.test(url) ? connectionValue(url) : "–";
}

function more(instances: readonly InstanceStatus[]): Html | undefined {
  const last = instances.at(-1)?.instance;
  if (last === undefined || instances.length < instanceListMax) return undefined;
  return html`<p><a href="/?after=${encodeURIComponent(last)}">More</a></p>`;
}
