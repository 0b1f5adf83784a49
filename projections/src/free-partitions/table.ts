/** Where computers are kept as the market sees them: one row per computer. */
import type { ComputerOnMarket } from "@partita/schemas";
import type { Table } from "#projections/rows/rows.ts";

export const freePartitionsTable: Table<ComputerOnMarket> = {
  name: "free_partitions",
  version: 3,
  columns: { owner: ({ owner }) => owner, region: ({ region }) => region ?? null },
};
