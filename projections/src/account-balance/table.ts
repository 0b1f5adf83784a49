/** Where balances are kept: one row per organisation, account and currency. */
import type { AccountBalance } from "@partita/schemas";
import type { Table } from "#projections/rows/rows.ts";

export const accountBalanceTable: Table<AccountBalance> = {
  name: "account_balance",
  version: 1,
  columns: { organisation: ({ organisation }) => organisation },
};
