/**
 * Writes the market for people: the computers with what is free, and the offers with their prices.
 */
import type { ComputerOnMarket, OpenOffer } from "@partita/schemas";
import { table } from "./table.ts";

export function computerTable(computers: readonly ComputerOnMarket[]): string {
  if (computers.length === 0) return "No computers are on the market.";
  return table(
    [
      { title: "computer", cell: ({ computer }) => computer },
      { title: "title", cell: ({ title }) => title },
      { title: "owner", cell: ({ owner }) => owner },
      { title: "region", cell: ({ region }) => region ?? "-" },
      { title: "free", cell: ({ free }) => String(free.length), right: true },
      { title: "taken", cell: ({ occupied }) => String(occupied.length), right: true },
      { title: "releases", cell: ({ software }) => String(software.length), right: true },
      { title: "agent", cell: ({ agent }) => agent ?? "-" },
    ],
    computers,
  );
}

export function offerTable(offers: readonly OpenOffer[]): string {
  if (offers.length === 0) return "No offers are on the market.";
  return table(
    [
      { title: "offer", cell: ({ offer, revision }) => `${offer} (${revision})` },
      { title: "seller", cell: ({ seller }) => seller },
      { title: "computers", cell: ({ computers }) => computers.join(", ") },
      { title: "per hour", cell: ({ prices }) => prices.hourly, right: true },
      { title: "cpu s", cell: ({ prices }) => prices.usage["cpu-second"], right: true },
      { title: "memory GiB h", cell: ({ prices }) => prices.usage["memory-gib-hour"], right: true },
      { title: "disk GiB h", cell: ({ prices }) => prices.usage["disk-gib-hour"], right: true },
      { title: "in", cell: ({ prices }) => prices.currency },
      { title: "software", cell: ({ softwareRelease }) => softwareRelease ?? "any" },
      { title: "until", cell: ({ validUntil }) => validUntil ?? "-" },
    ],
    offers,
  );
}
