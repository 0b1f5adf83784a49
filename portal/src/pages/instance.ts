/** `/instances/:instance`: how one instance stands, and everything that happened to it. */
import type { InstanceStatus, TrailStep } from "@partita/schemas";
import { connectionValue } from "#portal/connection-value.ts";
import { dataTable, propertyList } from "#portal/data-table.ts";
import { type Hole, type Html, html } from "#portal/html.ts";
import { moment } from "#portal/moment.ts";
import type { Page } from "#portal/page.ts";
import { phaseOf } from "#portal/phase.ts";

export const instancePage: Page = {
  path: "/instances/:instance",
  show: async ({ master, path: { instance = "" } }) => {
    const { instance: status, position } = await master.ask("instance-status", { instance });
    // Asked at the position of the status, so that the trail tells everything that led to it.
    const { steps } = await master.ask("instance-trail", { instance }, position);
    const body = html`${stands(status)}
${texts("Connection", status.connection)}${texts("Parameters", status.parameters)}
<h2>What happened</h2>\n${happened(steps)}`;
    return { title: status.title, body };
  },
};

function stands(status: InstanceStatus): Html {
  const { award, requester, startedAt } = status;
  const prices = award?.prices;
  return propertyList([
    ["Reference", status.instance],
    ["Owner", status.owner],
    ["Requested by", requester && html`<a href="/instances/${requester}">${requester}</a>`],
    ["Software", `${status.softwareRelease} (${status.softwareType})`],
    ["Wanted", status.state],
    ["Phase", phaseOf(status)],
    ["Message", status.message],
    ["Computer", award?.computer],
    ["Partition", status.partition],
    ["Price", prices && `${prices.hourly} ${prices.currency} per hour`],
    ["Seller", award?.seller],
    ["Requested (UTC)", moment(status.requestedAt)],
    ["Started (UTC)", startedAt && moment(startedAt)],
  ]);
}

function texts(title: string, named: InstanceStatus["connection"]): Hole {
  const pairs = Object.entries(named).map(
    ([name, value]) => [name, connectionValue(value)] as const,
  );
  return pairs.length > 0 && html`<h2>${title}</h2>\n${propertyList(pairs)}\n`;
}

function happened(steps: readonly TrailStep[]): Html {
  return dataTable(
    {
      caption: "Movements of this instance and its tree, oldest first",
      empty: "Nothing yet.",
      columns: [
        { title: "Position", cell: ({ position }) => position, number: true },
        { title: "When (UTC)", cell: ({ recordedAt }) => moment(recordedAt) },
        { title: "What", cell: ({ kind }) => kind },
        { title: "In words", cell: ({ says }) => says },
        { title: "By", cell: ({ actor }) => actor },
      ],
    },
    steps,
  );
}
