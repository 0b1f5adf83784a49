/** Where webhooks are kept: one row per webhook that is not removed. */
import type { Webhook } from "@partita/schemas";
import type { Table } from "#projections/rows/rows.ts";

export const webhooksTable: Table<Webhook> = {
  name: "webhooks",
  version: 1,
  columns: { owner: ({ owner }) => owner },
};
