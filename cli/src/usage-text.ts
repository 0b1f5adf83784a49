/** Writes usage for people: a total per instance and resource, or each report of it. */
import { plus, type UsageRow } from "@partita/schemas";
import { table } from "./table.ts";

/** What each report said, in the order of the answer. */
export function usageTable(rows: readonly UsageRow[]): string {
  return usageRows(rows.map((row) => ({ ...row, quantity: row.quantity ?? running })));
}

/** Sums are exact: decimals are added as texts. */
export function usageTotals(rows: readonly UsageRow[]): string {
  const groups = Map.groupBy(rows, ({ award, instance, resource }) =>
    [instance, award, resource].join(" "),
  );
  return usageRows([...groups].sort(byKey).map(([, group]) => totalOf(group)));
}

const running = "still running";
type Line = Pick<UsageRow, "instance" | "resource" | "startsAt" | "seller" | "buyer"> & {
  readonly quantity: string;
  readonly stopsAt?: string | undefined;
};

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

function totalOf(group: readonly UsageRow[]): Line {
  const [first] = group;
  if (first === undefined) throw new Error("a group has at least the row that made it");
  const known = group.flatMap(({ quantity }) => quantity ?? []);
  const isRunning = known.length < group.length;
  const sum = plus("0", ...known);
  const stops = group.flatMap(({ stopsAt }) => stopsAt ?? []).sort();
  return {
    ...first,
    quantity: isRunning ? [...(known.length > 0 ? [sum] : []), running].join(", ") : sum,
    startsAt: group.map(({ startsAt }) => startsAt).sort()[0] ?? first.startsAt,
    stopsAt: isRunning ? undefined : stops.at(-1),
  };
}

function usageRows(lines: readonly Line[]): string {
  if (lines.length === 0) return "Nothing was consumed.";
  return table(
    [
      { title: "instance", cell: ({ instance }) => instance },
      { title: "resource", cell: ({ resource }) => resource },
      { title: "quantity", cell: ({ quantity }) => quantity, right: true },
      { title: "from", cell: ({ startsAt }) => startsAt },
      { title: "until", cell: ({ stopsAt }) => stopsAt ?? "-" },
      { title: "seller", cell: ({ seller }) => seller },
      { title: "buyer", cell: ({ buyer }) => buyer },
    ],
    lines,
  );
}
