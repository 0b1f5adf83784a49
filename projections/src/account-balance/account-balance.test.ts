import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { accountBalance } from "#projections/account-balance/account-balance.ts";
import { listBalances } from "#projections/account-balance/query.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const posted = (quantity: string, changes: Parameters<typeof a<"amount-posted">>[1] = {}) =>
  a("amount-posted", { quantity, ...changes });
const receivable = "organisation:hoster account:receivable EUR";
const revenue = "organisation:hoster account:revenue EUR";

test("an amount debits where it goes and credits where it comes from", () =>
  given(accountBalance, posted("3.60")).thenRows({
    [receivable]: { debit: "3.6", credit: "0", balance: "3.6", account: "account:receivable" },
    [revenue]: { debit: "0", credit: "3.6", balance: "-3.6", account: "account:revenue" },
  }));

test("amounts sum exactly, where binary floats would not", () =>
  given(accountBalance, posted("0.1"), posted("0.2")).thenRows({
    [receivable]: { balance: "0.3" },
    [revenue]: { balance: "-0.3" },
  }));

test("each currency has its own balance", () =>
  given(accountBalance, posted("1"), posted("1", { resource: "JPY" })).thenRows({
    [receivable]: { currency: "EUR" },
    [revenue]: { currency: "EUR" },
    [receivable.replace("EUR", "JPY")]: { currency: "JPY" },
    [revenue.replace("EUR", "JPY")]: { currency: "JPY" },
  }));

test("an amount from an account to itself leaves its balance", () =>
  given(accountBalance, posted("5", { source: "account:receivable" })).thenRows({
    [receivable]: { debit: "5", credit: "5", balance: "0" },
  }));

test("a trial balance is of one organisation, by account", async () => {
  const sections = { sourceSection: "person:ada", destinationSection: "person:ada" } as const;
  const rows = await rowsAfter(posted("1"), posted("2", sections));
  const balances = await rows.read((at) => listBalances(at, "person:ada"));
  assert.deepEqual(
    balances.map(({ account, balance }) => [account, balance]),
    [
      ["account:receivable", "2"],
      ["account:revenue", "-2"],
    ],
  );
});
