/** Measured rows as a table for people. */
import type { Row } from "./scenario.ts";

const columns = ["name", "size", "perSecond", "p50Ms", "p99Ms", "rssMiB"] as const;

export function tableOf(rows: readonly Row[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column])))];
  const widths = columns.map((_, index) =>
    Math.max(...lines.map((line) => line[index]?.length ?? 0)),
  );
  const padded = lines.map((line) =>
    line.map((cell, index) =>
      index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
    ),
  );
  return padded.map((cells) => cells.join("  ")).join("\n");
}
