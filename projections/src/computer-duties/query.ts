/** Asks what should run on a computer. */
import assert from "node:assert/strict";
import type { PartitionDuty } from "@partita/schemas";
import {
  computerDutiesTable,
  type DutyRow,
  type Place,
} from "#projections/computer-duties/table.ts";
import { instanceStatusTable } from "#projections/instance-status/table.ts";
import type { RowReader } from "#projections/rows/rows.ts";

/** Its partitions that are allocated and not yet released. */
export async function findDuties(
  rows: RowReader,
  computer: string,
): Promise<readonly PartitionDuty[]> {
  const found = await rows.find(computerDutiesTable, { where: [["computer", "=", computer]] });
  const titles = await rootTitles(rows, [...new Set(found.map(({ tree }) => tree))]);
  return found.map(({ place, awarded: _, ...duty }) => ({
    ...duty,
    ...located(place),
    rootTitle: titles.get(duty.tree) ?? duty.title,
  }));
}

/**
 * The root may live on another computer, hence the status. A root requested anew bears the same
 * title.
 */
async function rootTitles(
  rows: RowReader,
  trees: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const where = [
    ["tree", "in", trees],
    ["requester", "=", null],
  ] as const;
  const roots = await rows.find(instanceStatusTable, { where });
  return new Map(roots.map(({ tree, title }) => [tree, title]));
}

function located(place: DutyRow["place"]): Omit<Place, "computer"> {
  assert(place, "a row found by its computer has a place");
  return { partition: place.partition, address: place.address };
}
