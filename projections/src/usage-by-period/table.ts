/** Where consumption is kept: one row per usage movement and per range of hosting, for ever. */
import type { UsageRow } from "@partita/schemas";
import { forever } from "#projections/rows/forever.ts";
import type { Table } from "#projections/rows/rows.ts";

export const usageByPeriodTable: Table<UsageRow> = {
  name: "usage_by_period",
  version: 1,
  columns: {
    buyer: ({ buyer }) => buyer,
    instance: ({ instance }) => instance,
    seller: ({ seller }) => seller,
    startsAt: ({ startsAt }) => startsAt,
    stopsAt: ({ stopsAt }) => stopsAt ?? forever,
  },
};
