/** The digest of the inventory's entries: the same for the same log, in whatever adapter. */
import { canonical, digestOf } from "@partita/schemas";
import type { Entry } from "#projections/inventory/entry.ts";
import type { EntryPlace, Inventory } from "#projections/inventory/inventory.ts";

/** Entries per page: an inventory of any size is digested in bounded memory. */
const digestPageMax = 1000;

/** Each entry is chained to those before it, in the order of the log. */
export async function digestInventory(inventory: Inventory): Promise<string> {
  let chained = digestOf("");
  let after: EntryPlace = { position: 0n, index: 0 };
  for (;;) {
    const page = await inventory.entries(after, digestPageMax);
    chained = page.reduce((before, entry) => digestOf(before + textOf(entry)), chained);
    after = page.at(-1) ?? after;
    if (page.length < digestPageMax) return chained;
  }
}

function textOf({ position, ...entry }: Entry): string {
  return canonical({ ...entry, position: `${position}` });
}
