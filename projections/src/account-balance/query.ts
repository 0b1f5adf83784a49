/** Asks what the accounts of an organisation hold. */
import type { AccountBalance } from "@partita/schemas";
import { accountBalanceTable } from "#projections/account-balance/table.ts";
import type { RowReader } from "#projections/rows/rows.ts";

/** By account and currency: the trial balance. */
export async function listBalances(
  rows: RowReader,
  organisation: string,
): Promise<readonly AccountBalance[]> {
  return rows.find(accountBalanceTable, { where: [["organisation", "=", organisation]] });
}
