/** Postings of 1 EUR each, a day apart, and the question how many there are. */
import { a } from "@partita/schemas/testing/a.ts";
import type { Inventory } from "#projections/inventory/inventory.ts";

const node = "account:receivable";
/** Movements of 1 EUR, from a day of January on. */
export const dailyPostings = (count: number, first = 1) =>
  Array.from({ length: count }, (_, index) => {
    const day = String(first + index).padStart(2, "0");
    return a("amount-posted", { quantity: "1", recordedAt: `2026-01-${day}T12:00:00.000Z` });
  });
export const receivables = {
  filters: { resource: "EUR", node },
  stock: "current",
  moment: {},
} as const;
export async function held(inventory: Inventory): Promise<string> {
  return (await inventory.balance(receivables)).answer;
}
