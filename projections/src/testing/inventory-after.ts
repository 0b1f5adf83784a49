/** The inventory in memory, after these movements. */
import type { Movement } from "@partita/schemas";
import { memoryInventory } from "#projections/adapters/memory/inventory.ts";
import type { KeptInventory } from "#projections/inventory/inventory.ts";
import { catchUpInventory } from "#projections/inventory/run-inventory.ts";
import { storeOf } from "#projections/testing/recorded.ts";

export async function inventoryAfter(...movements: readonly Movement[]): Promise<KeptInventory> {
  const inventory = memoryInventory();
  // One movement may come twice, as what is reported again: each time with an id of its own.
  const distinct = movements.map((movement, index) => ({ ...movement, id: idOf(movement, index) }));
  await catchUpInventory(await storeOf(...distinct), inventory);
  return inventory;

  function idOf({ id }: Movement, index: number): string {
    const isAgain = movements.slice(0, index).some((before) => before.id === id);
    return isAgain ? `again-${index}-${id}` : id;
  }
}
