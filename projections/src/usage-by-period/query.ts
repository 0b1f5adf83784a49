/** Asks what was consumed during a period. */
import type { UsageRow } from "@partita/schemas";
import { givenColumns } from "#projections/rows/given-columns.ts";
import type { RowReader, Where } from "#projections/rows/rows.ts";
import { usageByPeriodTable } from "#projections/usage-by-period/table.ts";

export type UsageFilter = {
  readonly seller?: string | undefined;
  readonly buyer?: string | undefined;
  readonly instance?: string | undefined;
  /** The period is half-open, from `from` up to but not at `until`; each end may be left open. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /**
   * Rows at most, from the earliest on. Absent: all of them, since an invoice must not miss one.
   */
  readonly limit?: number | undefined;
};

/**
 * Rows that overlap the period, in the order in which they start; hosting that still runs has no
 * end.
 */
export async function listUsage(
  rows: RowReader,
  { from, until, limit, ...columns }: UsageFilter = {},
): Promise<readonly UsageRow[]> {
  const where: Where[] = [...givenColumns(columns)];
  if (from !== undefined) where.push(["stopsAt", ">", from]);
  if (until !== undefined) where.push(["startsAt", "<", until]);
  const finding = { where, orderBy: "startsAt" };
  return rows.find(usageByPeriodTable, limit === undefined ? finding : { ...finding, limit });
}
