/** Where the prices frozen by awards are kept: one row per award, for ever. */
import type { NodeId, Prices } from "@partita/schemas";
import type { Table } from "#projections/rows/rows.ts";

export type AwardRow = {
  readonly award: string;
  readonly instance: string;
  readonly tree: string;
  readonly seller: NodeId;
  readonly buyer: NodeId;
  readonly prices: Prices;
};

export const awardedPricesTable: Table<AwardRow> = {
  name: "awarded_prices",
  version: 1,
  columns: {},
};
