import { expect, test } from "vitest";
import { balanceTable } from "./balance-text.ts";

const organisation = "organisation:hoster";
const account = "account:receivable";

test("a balance has its debit and its credit", () => {
  const amounts = { currency: "EUR", debit: "3.60", credit: "0", balance: "3.60" } as const;
  expect(balanceTable([{ organisation, account, ...amounts }])).toBe(
    "account             in   debit  credit  balance\n" +
      "account:receivable  EUR   3.60       0     3.60",
  );
});

test("empty books say so", () => {
  expect(balanceTable([])).toBe("Nothing was entered into these books.");
});
