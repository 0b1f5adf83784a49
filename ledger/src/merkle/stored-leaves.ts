/** Reads the leaves from the store again: what stands there now, whatever was promised. */
import { anyLeafText } from "@partita/schemas/log/leaf-text.ts";
import type { MerkleParts } from "#ledger/merkle/run-merkle-log.ts";
import { pagesOf } from "#ledger/pages.ts";
import type { Position } from "#ledger/store/store.ts";

export type StoredLeaf = { readonly position: Position; readonly leaf: string };

/**
 * Everything that is stored from where leaf `from` stood to where the last of `count` leaves stood:
 * as many as were asked for, unless somebody dropped or inserted some.
 */
export async function* storedLeaves(
  { store, tree }: MerkleParts,
  from: number,
  count: number,
): AsyncGenerator<StoredLeaf> {
  // Read on from a leaf that is known: not every store can read on from just anywhere.
  const before = from === 0 ? 0n : (await tree.leaves(from - 1, 1))[0]?.position;
  const last = (await tree.leaves(from + count - 1, 1))[0]?.position;
  if (before === undefined || last === undefined)
    throw new Error(`the tree has not all ${count} leaves from ${from} on`);
  for await (const page of pagesOf(store, before, { until: last, movementsMax: count }))
    for (const recorded of page) yield { position: recorded.position, leaf: anyLeafText(recorded) };
}
