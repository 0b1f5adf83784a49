/** Keeps the Merkle tree in arrays; for tests and for the simulation. */
import type { Checkpoint } from "@partita/schemas/log/checkpoint.ts";
import { tileHashesMax } from "@partita/schemas/log/tile-path.ts";
import type { TreeLeaf, TreeStore } from "#ledger/merkle/tree-store.ts";

export function memoryTree(): TreeStore {
  const leaves: TreeLeaf[] = [];
  /** Hashes above the leaves, by level. */
  const levels: Buffer[][] = [];
  const kept = new Map<number, Checkpoint>();
  const inOrder = () => [...kept.values()].sort((one, other) => one.size - other.size);

  return {
    head: async () => ({ size: leaves.length, position: leaves.at(-1)?.position ?? 0n }),
    grow: async (size, added, nodes) => {
      if (size !== leaves.length) return false;
      leaves.push(...added);
      for (const { level, index, hash } of nodes) {
        levels[level] ??= [];
        levels[level][index] = hash;
      }
      return true;
    },
    tile: async (level, index) => {
      const row = level === 0 ? leaves.map(({ hash }) => hash) : (levels[level] ?? []);
      return Buffer.concat(row.slice(index * tileHashesMax, (index + 1) * tileHashesMax));
    },
    leaves: async (from, limit) =>
      leaves.slice(from, from + limit).map(({ position, movement }) => ({ position, movement })),
    indexAt: async (position) => {
      const index = leaves.findIndex((leaf) => leaf.position === position);
      return index < 0 ? undefined : index;
    },
    keep: async (checkpoint) => {
      const before = kept.get(checkpoint.size);
      if (before !== undefined && !before.root.equals(checkpoint.root))
        throw new Error(`another root was signed for ${checkpoint.size} leaves`);
      if (before === undefined) kept.set(checkpoint.size, checkpoint);
    },
    checkpoints: async (size, limit) =>
      inOrder()
        .filter((one) => one.size > size)
        .slice(0, limit),
    lastCheckpoint: async () => inOrder().at(-1),
  };
}
