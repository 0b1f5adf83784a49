/** `/instances/:instance`: how one instance stands, and everything that happened to it. */
import type { InstanceStatus, TrailStep } from "@partita/schemas";
import { connectionValue } from "#portal/connection-value.ts";
import { dataTable, propertyList } from "#portal/data-table.ts";
import { type Html, html } from "#portal/html.ts";
import type { Page } from "#portal/page.ts";

export const instancePage: Page = {
  path: "/instances/:instance",
  show: async ({ master, path: { instance = "" } }) => {
    const { instance: status, position } = await master.ask("instance-status", { instance });
    // Asked at the position of the status, so that the trail tells everything that led to it.
    const { steps } = await master.ask("instance-trail", { instance }, position);
    const body = html`${stands(status)}\n<h2>What happened</h2>\n${happened(steps)}`;
    return { title: status.title, body };
  },
};

function stands(status: InstanceStatus): Html {
  const { award, connection, parameters, reasons } = status;
  const waits = reasons.map(({ reason, count }) => `${reason} ×${count}`).join(", ");
  return propertyList([
    ["Reference", status.instance],
    ["Owner", status.owner],
    ["Requested by", status.requester],
    ["Software", `${status.softwareRelease} (${status.softwareType})`],
    ["Wanted", status.state],
    ["Phase", status.phase],
    ["Waits because", waits || undefined],
    ["Message", status.message],
    ["Computer", award?.computer],
    ["Partition", status.partition],
    ["Price", award && `${award.prices.hourly} ${award.prices.currency} per hour, ${award.seller}`],
    ["Requested", status.requestedAt],
    ["Started", status.startedAt],
    ...Object.entries(parameters).map(([name, value]) => [`Parameter ${name}`, value] as const),
    ...Object.entries(connection).map(
      ([name, value]) => [`Connection ${name}`, connectionValue(value)] as const,
    ),
  ]);
}

function happened(steps: readonly TrailStep[]): Html {
  return dataTable(
    {
      caption: "Movements of this instance and its tree, oldest first",
      empty: "Nothing yet.",
      columns: [
        { title: "Position", cell: ({ position }) => position, number: true },
        { title: "When", cell: ({ recordedAt }) => recordedAt },
        { title: "What", cell: ({ kind }) => kind },
        { title: "In words", cell: ({ says }) => says },
        { title: "By", cell: ({ actor }) => actor },
      ],
    },
    steps,
  );
}
