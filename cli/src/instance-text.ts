/** Writes how an instance stands, for people: one line among others, or everything about one. */
import type { InstanceStatus, Prices, ReasonCount } from "@partita/schemas";
import { properties, table } from "./table.ts";

export function instanceTable(instances: readonly InstanceStatus[]): string {
  if (instances.length === 0) return "No instances. Request one: partita help request";
  return table(
    [
      { title: "instance", cell: ({ instance }) => instance },
      { title: "title", cell: ({ title }) => title },
      { title: "phase", cell: phaseText },
      { title: "computer", cell: ({ award }) => award?.computer ?? "-" },
      {
        title: "per hour",
        cell: ({ award }) => (award?.prices ? hourlyText(award.prices) : "-"),
        right: true,
      },
      { title: "url", cell: ({ connection }) => withoutPassword(connection.url) },
    ],
    instances,
  );
}

/** A list is read over shoulders; the whole address is in the instance's own status. */
function withoutPassword(url = "-"): string {
  return url.replace(/(:\/\/[^/@:]*):[^/@]*@/, "$1:…@");
}

export function instanceText(status: InstanceStatus): string {
  const { award, connection, parameters } = status;
  const place = [award?.computer, status.partition].filter((part) => part !== undefined);
  return properties([
    ["instance", status.instance],
    ["title", status.title],
    ["owner", status.owner],
    ["tree", status.tree],
    ["requested by", status.requester],
    ["software", `${status.softwareRelease} (${status.softwareType})`],
    ["wanted", status.state],
    ["phase", phaseText(status)],
    ["message", status.message],
    ["place", place.length > 0 ? place.join("/") : undefined],
    ["price", award?.prices && `${hourlyText(award.prices)} per hour, from ${award.seller}`],
    ["requested", status.requestedAt],
    ["started", status.startedAt],
    ...named("parameter", parameters),
    ...named("connection", connection),
  ]);
}

/** `deferred: too-expensive ×2` */
export function phaseText({ phase, reasons }: InstanceStatus): string {
  return reasons.length === 0 ? phase : `${phase}: ${reasons.map(reasonText).join(", ")}`;
}

function reasonText({ reason, count }: ReasonCount): string {
  return `${reason} ×${count}`;
}

function hourlyText({ hourly, currency }: Prices): string {
  return `${hourly} ${currency}`;
}

function named(what: string, texts: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(texts).map(([name, value]) => [what, `${name}=${value}`]);
}
