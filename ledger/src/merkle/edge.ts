/** The right edge of the tree: all of it that is needed to add leaves. */
import { hashBytes, nodeHash } from "@partita/schemas/log/hashes.ts";
import { tileHashesMax, widthIn } from "@partita/schemas/log/tile-path.ts";
import type { TreeNode, TreeStore } from "#ledger/merkle/tree-store.ts";

export type Edge = {
  /** Answers the nodes that the leaf completes: none, but for each 256th. */
  readonly add: (leaf: Buffer) => readonly TreeNode[];
};

/** Of a tree with this many leaves. */
export async function readEdge(tree: TreeStore, size: number): Promise<Edge> {
  const tiles: Buffer[][] = [];
  for (let level = 0; size >= tileHashesMax ** level; level++) {
    const index = Math.floor(size / tileHashesMax ** (level + 1));
    const hashes = hashesIn(await tree.tile(level, index));
    // Others may have added leaves meanwhile; what they added is not ours to continue.
    tiles.push(hashes.slice(0, widthIn(size, level, index)));
  }
  return edgeOf(tiles, size);
}

function edgeOf(tiles: Buffer[][], before: number): Edge {
  let size = before;
  return {
    add: (leaf) => {
      const nodes: TreeNode[] = [];
      size += 1;
      let hash = leaf;
      for (let level = 0; ; level++) {
        const tile = tiles[level] ?? [];
        tiles[level] = tile;
        tile.push(hash);
        if (tile.length < tileHashesMax) return nodes;
        hash = perfectRoot(tile);
        tiles[level] = [];
        const index = size / tileHashesMax ** (level + 1) - 1;
        nodes.push({ level: level + 1, index, hash });
      }
    },
  };
}

/** The root over hashes whose number is a power of two. */
export function perfectRoot(hashes: readonly Buffer[]): Buffer {
  let row = hashes;
  while (row.length > 1)
    row = Array.from({ length: row.length / 2 }, (_, index) =>
      nodeHash(at(row, 2 * index), at(row, 2 * index + 1)),
    );
  return at(row, 0);
}

/** The single hashes of a tile. */
export function hashesIn(tile: Buffer): Buffer[] {
  return Array.from({ length: tile.length / hashBytes }, (_, index) =>
    tile.subarray(index * hashBytes, (index + 1) * hashBytes),
  );
}

function at(row: readonly Buffer[], index: number): Buffer {
  const hash = row[index];
  if (hash === undefined) throw new Error(`a row of ${row.length} hashes has none at ${index}`);
  return hash;
}
