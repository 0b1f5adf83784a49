/** Asks which computers are on the market. */
import { type ComputerOnMarket, isWithin, regions } from "@partita/schemas";
import { freePartitionsTable } from "#projections/free-partitions/table.ts";
import type { RowReader } from "#projections/rows/rows.ts";

export async function findComputer(
  rows: RowReader,
  computer: string,
): Promise<ComputerOnMarket | undefined> {
  return rows.get(freePartitionsTable, computer);
}

/** Those that a person or an organisation registered. */
export async function listComputersOf(
  rows: RowReader,
  owner: string,
): Promise<readonly ComputerOnMarket[]> {
  return rows.find(freePartitionsTable, { where: [["owner", "=", owner]] });
}

/** All computers, or those in a region and the regions within it. */
export async function listComputers(
  rows: RowReader,
  region?: string,
): Promise<readonly ComputerOnMarket[]> {
  if (region === undefined) return rows.find(freePartitionsTable);
  const within = regions.filter((inner) => isWithin(inner, region));
  return rows.find(freePartitionsTable, { where: [["region", "in", within]] });
}
