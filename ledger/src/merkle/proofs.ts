/** Roots and proofs for any size the tree ever had, from its tiles (RFC 6962 section 2.1). */
import { emptyRoot, nodeHash } from "@partita/schemas/log/hashes.ts";
import { tileHashesMax } from "@partita/schemas/log/tile-path.ts";
import { hashesIn, perfectRoot } from "#ledger/merkle/edge.ts";
import type { TreeStore } from "#ledger/merkle/tree-store.ts";

type Tiles = Pick<TreeStore, "tile">;
/** Leaves from one index to before another. */
type Range = { readonly from: number; readonly to: number };

/** Of the tree that the first `size` leaves make. Throws when the tiles do not reach that far. */
export function rootAt(tiles: Tiles, size: number): Promise<Buffer> {
  return size === 0 ? Promise.resolve(emptyRoot) : hashOf(once(tiles), { from: 0, to: size });
}

export function leafHashAt(tiles: Tiles, index: number): Promise<Buffer> {
  return hashOf(once(tiles), { from: index, to: index + 1 });
}

/** From the leaf's sibling up to the root's. */
export function inclusionPath(tiles: Tiles, index: number, size: number): Promise<Buffer[]> {
  const read = once(tiles);
  const path = async ({ from, to }: Range): Promise<Buffer[]> => {
    if (to - from === 1) return [];
    const cut = cutOf({ from, to });
    return index < cut
      ? [...(await path({ from, to: cut })), await hashOf(read, { from: cut, to })]
      : [...(await path({ from: cut, to })), await hashOf(read, { from, to: cut })];
  };
  return path({ from: 0, to: size });
}

/** That the first `older` leaves of `size` are the older tree; both at least 1. */
export function consistencyPath(tiles: Tiles, older: number, size: number): Promise<Buffer[]> {
  const read = once(tiles);
  // Whoever checks has the older root: where that is one hash of this tree, it is left out.
  const path = async ({ from, to }: Range, isKnown: boolean): Promise<Buffer[]> => {
    if (older === to) return isKnown ? [] : [await hashOf(read, { from, to })];
    const cut = cutOf({ from, to });
    return older <= cut
      ? [...(await path({ from, to: cut }, isKnown)), await hashOf(read, { from: cut, to })]
      : [...(await path({ from: cut, to }, false)), await hashOf(read, { from, to: cut })];
  };
  return path({ from: 0, to: size }, true);
}

type Read = (level: number, index: number) => Promise<readonly Buffer[]>;

/** Each tile is fetched once for one proof. */
function once(tiles: Tiles): Read {
  const known = new Map<string, Promise<readonly Buffer[]>>();
  return (level, index) => {
    const name = `${level}/${index}`;
    const found = known.get(name) ?? tiles.tile(level, index).then(hashesIn);
    known.set(name, found);
    return found;
  };
}

async function hashOf(read: Read, { from, to }: Range): Promise<Buffer> {
  const cut = cutOf({ from, to });
  // Twice the largest power of two below: a perfect subtree, which the tiles know.
  if (to - from === 1 || 2 * (cut - from) === to - from) return perfect(read, { from, to });
  return nodeHash(await hashOf(read, { from, to: cut }), await hashOf(read, { from: cut, to }));
}

/** Of a subtree as wide as a power of two, which begins at a multiple of it. */
async function perfect(read: Read, { from, to }: Range): Promise<Buffer> {
  let level = 0;
  let each = 1;
  while (each * tileHashesMax <= to - from) [level, each] = [level + 1, each * tileHashesMax];
  const first = from / each;
  const count = (to - from) / each;
  const tile = await read(level, Math.floor(first / tileHashesMax));
  const offset = first % tileHashesMax;
  const hashes = tile.slice(offset, offset + count);
  if (hashes.length < count) throw new Error(`the tree has not all leaves from ${from} to ${to}`);
  return perfectRoot(hashes);
}

/** Where a tree is cut in two: at the largest power of two that is smaller than it. */
function cutOf({ from, to }: Range): number {
  let half = 1;
  while (half * 2 < to - from) half *= 2;
  return from + half;
}
