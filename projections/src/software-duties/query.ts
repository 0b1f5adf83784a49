/** Asks which software should be installed on a computer. */
import type { SoftwareDuty } from "@partita/schemas";
import type { RowReader } from "#projections/rows/rows.ts";
import { softwareDutiesTable } from "#projections/software-duties/table.ts";

/** In the order of the releases' URLs. */
export async function findSoftwareDuties(
  rows: RowReader,
  computer: string,
): Promise<readonly SoftwareDuty[]> {
  const found = await rows.find(softwareDutiesTable, { where: [["computer", "=", computer]] });
  return found
    .map(({ computer: _, ...duty }) => duty)
    .sort((left, right) => (left.softwareRelease < right.softwareRelease ? -1 : 1));
}
