/** Asks which rows differ between two moments, of whatever projection. */
import { projections } from "#projections/registry.ts";
import type { Changed, Moment, Page, RowReader } from "#projections/rows/rows.ts";

/** The names of all projections' tables, in their order. */
export const tableNames: readonly string[] = projections.map(({ table }) => table.name);

/** Between `since` and the reader's moment, in key order; throws when there is no such table. */
export async function changedRows(
  rows: RowReader,
  name: string,
  since: Moment,
  page: Page,
): Promise<readonly Changed<object>[]> {
  const found = projections.find(({ table }) => table.name === name);
  if (found === undefined) throw new Error(`there is no table ${name}`);
  return rows.changed(found.table, since, page);
}
