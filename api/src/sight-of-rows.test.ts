import { expect, test } from "vitest";
import { seesRowsOf, shownRow } from "#api/sight-of-rows.ts";
import { callers } from "#api/testing/world.ts";

const books = { organisation: "organisation:hoster", balance: "1" };
const sale = { seller: "organisation:hoster", buyer: "person:ada" };

test("what is not there is shown to nobody", () =>
  expect(shownRow(callers.auditor, "account_balance", undefined)).toBeUndefined());

test("books are their organisation's, for whom its role lets ask", () => {
  expect(shownRow(callers.hoster, "account_balance", books)).toBe(books);
  expect(shownRow(callers.accountant, "account_balance", books)).toBe(books);
  expect(shownRow(callers.rival, "account_balance", books)).toBeUndefined();
  expect(shownRow(callers.operator, "account_balance", books)).toBeUndefined();
});

test("what was sold is its seller's and its buyer's", () => {
  expect(shownRow(callers.ada, "usage_by_period", sale)).toBe(sale);
  expect(shownRow(callers.bob, "usage_by_period", sale)).toBeUndefined();
});

test("keys are learned of tables only of which one may see rows", () => {
  expect(seesRowsOf(callers.ada, "usage_by_period")).toBe(true);
  expect(seesRowsOf(callers.operator, "account_balance")).toBe(false);
  expect(seesRowsOf(callers.hoster, "movement_trail")).toBe(false);
  expect(seesRowsOf(callers.auditor, "movement_trail")).toBe(true);
});

test("a projection that no query shows is for auditors alone", () => {
  expect(shownRow(callers.hoster, "unheard_of", books)).toBeUndefined();
  expect(shownRow(callers.auditor, "unheard_of", books)).toBe(books);
});

test("the hash of a token is shown to nobody", () => {
  const whose = {
    holder: "organisation:hoster",
    role: "organisation",
    owner: "organisation:hoster",
  };
  for (const caller of [callers.auditor, callers.operator, callers.hoster])
    expect(shownRow(caller, "access_tokens", { ...whose, tokenHash: "d" })).toEqual(whose);
});
