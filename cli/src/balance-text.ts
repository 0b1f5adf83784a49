/** Writes a trial balance for people. */
import type { AccountBalance } from "@partita/schemas";
import { table } from "./table.ts";

export function balanceTable(balances: readonly AccountBalance[]): string {
  if (balances.length === 0) return "Nothing was entered into these books.";
  return table(
    [
      { title: "account", cell: ({ account }) => account },
      { title: "in", cell: ({ currency }) => currency },
      { title: "debit", cell: ({ debit }) => debit, right: true },
      { title: "credit", cell: ({ credit }) => credit, right: true },
      { title: "balance", cell: ({ balance }) => balance, right: true },
    ],
    balances,
  );
}
