/** Asks what should run on a computer. */
import assert from "node:assert/strict";
import type { PartitionDuty } from "@partita/schemas";
import {
  computerDutiesTable,
  type DutyRow,
  type Place,
  placeOf,
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

/** The instance that has this partition; undefined: none has. */
export async function findPlaced(
  rows: RowReader,
  place: Omit<Place, "address">,
): Promise<string | undefined> {
  const [found] = await rows.find(computerDutiesTable, { where: [["place", "=", placeOf(place)]] });
  return found?.instance;
}

type ChangedDuty = Pick<DutyRow, "changedAt" | "changedOn">;

/** When what is wished of an instance changed last in a way that its agent must know. */
export async function findDuty(
  rows: RowReader,
  instance: string,
): Promise<ChangedDuty | undefined> {
  return rows.get(computerDutiesTable, instance);
}

/** The same of many at once, by reference: a host may serve thousands. */
export async function findDutiesOf(
  rows: RowReader,
  instances: readonly string[],
): Promise<ReadonlyMap<string, ChangedDuty>> {
  if (instances.length === 0) return new Map();
  const found = await rows.find(computerDutiesTable, { where: [["key", "in", instances]] });
  return new Map(found.map((duty) => [duty.instance, duty]));
}

/**
 * The root may live on another computer, hence the status. Of several the one requested last
 * counts: those before it are destroyed, or about to be.
 */
async function rootTitles(
  rows: RowReader,
  trees: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const where = [
    ["tree", "in", trees],
    ["requester", "=", null],
  ] as const;
  const roots = await rows.find(instanceStatusTable, { where, orderBy: "requestedAt" });
  return new Map(roots.map(({ tree, title }) => [tree, title]));
}

function located(place: DutyRow["place"]): Omit<Place, "computer"> {
  assert(place, "a row found by its computer has a place");
  return { partition: place.partition, address: place.address };
}
