/** Writes how far the agent of a computer is, with its software and its partitions, for people. */
import type { PartitionDuty, QueryAnswer, SoftwareDuty } from "@partita/schemas";
import { table } from "./table.ts";

export function dutiesText(duties: QueryAnswer<"computer-duties">): string {
  const { computer, agent = "no agent yet", software, partitions } = duties;
  const tables = [softwareTable(software), partitionTable(partitions)];
  return [`${computer}, ${agent}`, ...tables].join("\n\n");
}

function softwareTable(software: readonly SoftwareDuty[]): string {
  if (software.length === 0) return "No software was supplied to it.";
  return table(
    [
      { title: "software", cell: ({ softwareRelease }) => softwareRelease },
      { title: "wanted", cell: ({ state }) => state },
      { title: "reported", cell: ({ reported }) => reported },
      { title: "message", cell: ({ message }) => message ?? "" },
    ],
    software,
  );
}

function partitionTable(partitions: readonly PartitionDuty[]): string {
  if (partitions.length === 0) return "None of its partitions is taken.";
  return table(
    [
      { title: "partition", cell: ({ partition }) => partition },
      { title: "instance", cell: ({ instance }) => instance },
      { title: "title", cell: ({ title }) => title },
      { title: "wanted", cell: ({ state }) => state },
      { title: "reported", cell: ({ reported }) => reported },
    ],
    partitions,
  );
}
