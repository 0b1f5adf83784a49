/** Writes figures, sums and lines of the inventory for people. */
import { type InventoryGroup, inventoryDimensions, type QueryAnswer } from "@partita/schemas";
import { table } from "./table.ts";

/** `7 partition`; money and hours read the same way: `-3.6 EUR`. */
export function figureText({ quantity, unit }: QueryAnswer<"inventory">): string {
  return `${quantity} ${unit}`;
}

/** Columns for those dimensions only that the answer has. */
export function groupTable(groups: readonly InventoryGroup[]): string {
  const [first] = groups;
  if (first === undefined) return "Nothing there.";
  const by = inventoryDimensions.filter((dimension) => dimension in first);
  return table<InventoryGroup>(
    [
      { title: "resource", cell: ({ resource }) => resource },
      ...by.map((dimension) => ({
        title: dimension,
        cell: (group: InventoryGroup) => group[dimension] ?? "",
      })),
      { title: "quantity", cell: ({ quantity }) => quantity, right: true },
      { title: "unit", cell: ({ unit }) => unit },
    ],
    groups,
  );
}

export function historyTable({ lines, unit }: QueryAnswer<"movement-history">): string {
  if (lines.length === 0) return "Nothing moved.";
  return table(
    [
      { title: "counts from", cell: ({ effective }) => effective },
      { title: "position", cell: ({ position }) => position, right: true },
      { title: "kind", cell: ({ kind }) => kind },
      { title: "state", cell: ({ state }) => state },
      { title: "at", cell: ({ node }) => node },
      { title: "other end", cell: ({ mirrorNode }) => mirrorNode },
      { title: unit, cell: ({ quantity }) => quantity, right: true },
      { title: "balance", cell: ({ balance }) => balance, right: true },
    ],
    lines,
  );
}
