/** Where the partitions of computers are kept: one row per computer. */
import type { Partition } from "@partita/schemas";
import type { Table } from "#projections/rows/rows.ts";

export type PartitionsRow = {
  readonly computer: string;
  /** In natural order, those that are retiring among them. */
  readonly partitions: readonly Partition[];
};

export const computerPartitionsTable: Table<PartitionsRow> = {
  name: "computer_partitions",
  version: 1,
  columns: {},
};
