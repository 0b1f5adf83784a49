/** Asks how the partitions of a computer are. */
import type { Partition } from "@partita/schemas";
import { computerPartitionsTable } from "#projections/computer-partitions/table.ts";
import type { RowReader } from "#projections/rows/rows.ts";

/** As its agent described them last, in natural order; none of a computer that is unknown. */
export async function findPartitions(
  rows: RowReader,
  computer: string,
): Promise<readonly Partition[]> {
  return (await rows.get(computerPartitionsTable, computer))?.partitions ?? [];
}
