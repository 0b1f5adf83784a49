/** Asks which prices hold for awards, and what they were awarded for. */
import type { InstanceStatus } from "@partita/schemas";
import { type AwardRow, awardedPricesTable } from "#projections/awarded-prices/table.ts";
import { instanceStatusTable } from "#projections/instance-status/table.ts";
import type { RowReader } from "#projections/rows/rows.ts";

/** The software release is the instance's of now. */
export type AwardedPrices = AwardRow & Pick<InstanceStatus, "title" | "softwareRelease">;

/** Of the awards that exist, by award. */
export async function findAwards(
  rows: RowReader,
  awards: readonly string[],
): Promise<ReadonlyMap<string, AwardedPrices>> {
  const found = await rows.find(awardedPricesTable, { where: [["key", "in", awards]] });
  const instances = await namesOf(
    rows,
    found.map(({ instance }) => instance),
  );
  return new Map(
    found.flatMap((row) => {
      const named = instances.get(row.instance);
      return named === undefined ? [] : [[row.award, { ...row, ...named }] as const];
    }),
  );
}

async function namesOf(rows: RowReader, instances: readonly string[]) {
  const found = await rows.find(instanceStatusTable, { where: [["key", "in", instances]] });
  return new Map(
    found.map(({ instance, title, softwareRelease }) => [instance, { title, softwareRelease }]),
  );
}
