import { isConsistent, isIncluded } from "@partita/schemas/log/check-proof.ts";
import { emptyRoot } from "@partita/schemas/log/hashes.ts";
import {
  leaves,
  naiveConsistency,
  naiveInclusion,
  naiveRoot,
} from "@partita/schemas/testing/naive-tree.ts";
import { beforeAll, expect, test } from "vitest";
import { memoryTree } from "#ledger/adapters/memory/merkle-tree.ts";
import { readEdge } from "#ledger/merkle/edge.ts";
import { consistencyPath, inclusionPath, leafHashAt, rootAt } from "#ledger/merkle/proofs.ts";

// Three levels of tiles, the last ones partly filled.
const all = leaves(256 * 256 + 777);
const tree = memoryTree();
beforeAll(async () => {
  const edge = await readEdge(tree, 0);
  const nodes = all.flatMap((leaf) => edge.add(leaf));
  await tree.grow(
    0,
    all.map((hash, index) => ({ position: BigInt(index + 1), movement: `${index}/0`, hash })),
    nodes,
  );
});

const small = [1, 2, 3, 7, 8, 255, 256, 257, 600];
const large = [65_535, 65_536, 65_537, 66_000, all.length];

test("the root of every size is that of the definition", async () => {
  expect(await rootAt(tree, 0)).toEqual(emptyRoot);
  for (const size of [...small, ...large])
    expect(await rootAt(tree, size), `${size}`).toEqual(naiveRoot(all.slice(0, size)));
});

test("each leaf is found in its tile", async () => {
  for (const index of [0, 255, 256, 65_536, all.length - 1])
    expect(await leafHashAt(tree, index)).toEqual(all[index]);
});

test("proofs are those of the definition", async () => {
  for (const size of small)
    for (const index of [0, size >> 1, size - 1]) {
      const tree256 = all.slice(0, size);
      expect(await inclusionPath(tree, index, size)).toEqual(naiveInclusion(index, tree256));
      expect(await consistencyPath(tree, index + 1, size)).toEqual(
        naiveConsistency(index + 1, tree256),
      );
    }
});

test("proofs in large trees are accepted by whoever checks them", async () => {
  for (const size of large) {
    const root = await rootAt(tree, size);
    for (const index of [0, 1, 255, 256, 40_000, 65_534, size - 1]) {
      const leaf = all[index] ?? emptyRoot;
      const path = await inclusionPath(tree, index, size);
      expect(isIncluded({ leaf, index, size, path, root })).toBe(true);
      const from = { size: index + 1, root: await rootAt(tree, index + 1) };
      const consistency = await consistencyPath(tree, index + 1, size);
      expect(isConsistent({ from, to: { size, root }, path: consistency })).toBe(true);
    }
  }
});

test("a proof over more leaves than there are is not made up", async () => {
  await expect(rootAt(tree, all.length + 1)).rejects.toThrow("the tree has not all leaves");
  await expect(inclusionPath(tree, 3, 2 ** 20)).rejects.toThrow("the tree has not all leaves");
});

test("a proof reads each tile once", async () => {
  const asked: string[] = [];
  const counting = {
    tile: (level: number, index: number) => {
      asked.push(`${level}/${index}`);
      return tree.tile(level, index);
    },
  };
  await inclusionPath(counting, 12_345, all.length);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.length).toBeLessThanOrEqual(6);
});
