/** Asks which webhooks there are. */
import type { Webhook } from "@partita/schemas";
import { givenColumns } from "#projections/rows/given-columns.ts";
import type { RowReader } from "#projections/rows/rows.ts";
import { webhooksTable } from "#projections/webhooks/table.ts";

/** Those that are paused as well. */
export async function listWebhooks(
  rows: RowReader,
  filter: { readonly owner?: string | undefined } = {},
): Promise<readonly Webhook[]> {
  return rows.find(webhooksTable, { where: givenColumns(filter) });
}

export async function findWebhook(rows: RowReader, webhook: string): Promise<Webhook | undefined> {
  return rows.get(webhooksTable, webhook);
}
