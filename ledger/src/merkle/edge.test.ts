import { leaves, naiveRoot } from "@partita/schemas/testing/naive-tree.ts";
import { expect, test } from "vitest";
import { memoryTree } from "#ledger/adapters/memory/merkle-tree.ts";
import { hashesIn, perfectRoot, readEdge } from "#ledger/merkle/edge.ts";
import type { TreeNode } from "#ledger/merkle/tree-store.ts";

const all = leaves(256 * 256 + 300);

function nodeOver(from: number, to: number): Buffer {
  return naiveRoot(all.slice(from, to));
}

test("each 256th leaf completes a node, and each 256th node one above it", async () => {
  const edge = await readEdge(memoryTree(), 0);
  const nodes = all.flatMap((leaf) => edge.add(leaf));
  const [first, above] = [
    nodes.filter((one) => one.level === 1),
    nodes.filter((one) => one.level === 2),
  ];
  expect(nodes).toHaveLength(first.length + above.length);
  expect(first.map(({ index }) => index)).toEqual(Array.from({ length: 257 }, (_, index) => index));
  for (const index of [0, 1, 255, 256])
    expect(first[index]?.hash).toEqual(nodeOver(256 * index, 256 * (index + 1)));
  expect(above).toEqual([{ level: 2, index: 0, hash: nodeOver(0, 256 * 256) }]);
});

test.each([0, 1, 255, 256, 257, 511, 65_535, 65_536, 65_537])(
  "an edge that is read again after %i leaves goes on as if it had not been",
  async (size) => {
    const tree = memoryTree();
    const [edge, expected] = [await readEdge(tree, 0), await readEdge(memoryTree(), 0)];
    const nodes: TreeNode[] = all.slice(0, size).flatMap((leaf) => edge.add(leaf));
    const added = all.slice(0, size).map((hash) => ({ position: 1n, movement: "", hash }));
    await tree.grow(0, added, nodes);
    for (const leaf of all.slice(0, size)) expected.add(leaf);
    const again = await readEdge(tree, size);
    const next = all.slice(size, size + 260);
    expect(next.map((leaf) => again.add(leaf))).toEqual(next.map((leaf) => expected.add(leaf)));
  },
);

test("a tile is cut into its hashes", () => {
  expect(hashesIn(Buffer.concat(all.slice(0, 3)))).toEqual(all.slice(0, 3));
  expect(hashesIn(Buffer.alloc(0))).toEqual([]);
});

test("of a power of two of hashes, the root is that of the definition", () => {
  for (const count of [1, 2, 4, 256])
    expect(perfectRoot(all.slice(0, count))).toEqual(nodeOver(0, count));
});
