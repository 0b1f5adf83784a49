/** Several measurements of the same thing as one row: of each figure, the one in the middle. */
import type { Row } from "./scenario.ts";

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("nothing was measured");
  const other = sorted[sorted.length - 1 - Math.floor(sorted.length / 2)] ?? middle;
  return (middle + other) / 2;
}

/** Rows of one name and size become one; names stand in the order in which they came first. */
export function medians(rows: readonly Row[]): readonly Row[] {
  const groups = Map.groupBy(rows, ({ name, size }) => `${name} ${size}`);
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (first === undefined) throw new Error("a group has at least one row");
    const of = (figure: "perSecond" | "p50Ms" | "p99Ms" | "rssMiB") =>
      medianOf(group.map((row) => row[figure]));
    return {
      ...first,
      perSecond: Math.round(of("perSecond")),
      p50Ms: of("p50Ms"),
      p99Ms: of("p99Ms"),
      rssMiB: of("rssMiB"),
    };
  });
}

/** How many times as fast one row is as another, to three digits; of the rows at their sizes. */
export function ratio(rows: readonly Row[], left: RowKey, right: RowKey): number {
  const of = ({ name, size }: RowKey) => {
    const found = rows.find((row) => row.name === name && row.size === size);
    if (found === undefined) throw new Error(`${name} was not measured at ${size}`);
    return found.perSecond;
  };
  return Math.round((of(left) / of(right)) * 1000) / 1000;
}

export type RowKey = Pick<Row, "name" | "size">;
