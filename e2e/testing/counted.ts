/** What leaves one place arrives at another: the inventory sums to zero, and grew as it is made. */
import assert from "node:assert/strict";
import {
  catchUpInventory,
  digestInventory,
  type Inventory,
  memoryInventory,
} from "@partita/projections";
import { all, type Kept } from "./invariants.ts";
import type { Random } from "./random.ts";

const momentsMax = 4;
/** More groups than there are resources. */
const groupsMax = 100;

export async function expectCounted(
  { store, inventory }: Kept & { readonly inventory: Inventory },
  random: Random,
): Promise<void> {
  const log = await all(store);
  const moments = Array.from({ length: momentsMax }, () => {
    const { movement, position } = random.oneOf(log);
    return random.below(2) === 0 ? { knownAt: position } : { at: movement.recordedAt };
  });
  // Of what is available each end counts at another time, so that only these two are balanced.
  for (const stock of ["current", "future"] as const)
    for (const moment of [{}, ...moments]) {
      const question = { filters: {}, stock, moment, by: ["resource"], limit: groupsMax } as const;
      const { answer } = await inventory.list(question);
      assert.deepEqual(answer, [], `${stock} as of ${JSON.stringify(moment, textOf)}`);
    }
  const anew = memoryInventory();
  await catchUpInventory(store, anew);
  assert.equal(await digestInventory(inventory), await digestInventory(anew));
  await anew.close();
}

function textOf(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}` : value;
}
