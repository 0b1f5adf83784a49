/** What every keeper of the Merkle tree must do, run against each. */

import { signCheckpoint } from "@partita/schemas/log/checkpoint.ts";
import { leafHash } from "@partita/schemas/log/hashes.ts";
import { aSigner } from "@partita/schemas/testing/a-signer.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TreeLeaf, TreeStore } from "#ledger/merkle/tree-store.ts";

export type OpenTree = {
  readonly tree: TreeStore;
  /** The same tree, as another process would open it. */
  readonly other: TreeStore;
  close(): Promise<void>;
};

/** Positions with gaps, as EventStoreDB has them. */
function leavesFrom(index: number, count: number): TreeLeaf[] {
  return Array.from({ length: count }, (_, place) => ({
    position: 2n ** 60n + 10n * BigInt(index + place),
    movement: `command-${index + place}/0`,
    hash: leafHash(`${index + place}`),
  }));
}

export function treeStoreContract(name: string, open: () => Promise<OpenTree>): void {
  describe(`the ${name} tree`, () => {
    let opened: OpenTree;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());
    growing(() => opened);
    keeping(() => opened);
  });
}

function growing(trees: () => OpenTree): void {
  test("begins empty", async () => {
    const { tree } = trees();
    expect(await tree.head()).toEqual({ size: 0, position: 0n });
    expect(await tree.tile(0, 0)).toHaveLength(0);
    expect(await tree.leaves(0, 10)).toEqual([]);
    expect(await tree.indexAt(1n)).toBeUndefined();
    expect(await tree.lastCheckpoint()).toBeUndefined();
  });

  test("has what was added, in its order, cut into tiles", async () => {
    const { tree, other } = trees();
    const all = leavesFrom(0, 600);
    const nodes = [0, 1].map((index) => ({ level: 1, index, hash: leafHash(`node ${index}`) }));
    expect(await tree.grow(0, all.slice(0, 300), nodes.slice(0, 1))).toBe(true);
    expect(await tree.grow(300, all.slice(300), nodes.slice(1))).toBe(true);
    expect(await other.head()).toEqual({ size: 600, position: all[599]?.position });
    const tile = (from: number, to: number) =>
      Buffer.concat(all.slice(from, to).map(({ hash }) => hash));
    expect(await other.tile(0, 0)).toEqual(tile(0, 256));
    expect(await other.tile(0, 2)).toEqual(tile(512, 600));
    expect(await other.tile(0, 3)).toHaveLength(0);
    expect(await other.tile(1, 0)).toEqual(Buffer.concat(nodes.map(({ hash }) => hash)));
    expect(await other.tile(2, 0)).toHaveLength(0);
  });

  test("knows where each leaf stood, and which leaf stood somewhere", async () => {
    const { tree } = trees();
    const all = leavesFrom(0, 20);
    await tree.grow(0, all, []);
    const places = all.map(({ position, movement }) => ({ position, movement }));
    expect(await tree.leaves(3, 5)).toEqual(places.slice(3, 8));
    expect(await tree.leaves(18, 5)).toEqual(places.slice(18));
    expect(await tree.indexAt(places[7]?.position ?? 0n)).toBe(7);
    expect(await tree.indexAt((places[7]?.position ?? 0n) + 1n)).toBeUndefined();
  });

  test("takes nothing of a growth from another size", async () => {
    const { tree } = trees();
    await tree.grow(0, leavesFrom(0, 10), []);
    const node = { level: 1, index: 0, hash: leafHash("node") };
    for (const size of [0, 5, 9, 11]) {
      expect(await tree.grow(size, leavesFrom(size, 10), [node])).toBe(false);
      expect((await tree.head()).size).toBe(10);
      expect(await tree.tile(1, 0)).toHaveLength(0);
    }
  });

  test("of several who add the same leaves at once, takes them from one", async () => {
    const { tree, other } = trees();
    let size = 0;
    for (let round = 0; round < 10; round++) {
      const leaves = leavesFrom(size, 50);
      const grow = (one: TreeStore) => one.grow(size, leaves, []);
      const taken = await Promise.all([tree, other, tree, other].map(grow));
      expect(taken.filter((one) => one)).toHaveLength(1);
      size += leaves.length;
      expect((await tree.head()).size).toBe(size);
    }
  });
}

function keeping(trees: () => OpenTree): void {
  const signer = aSigner();
  const checkpoint = (size: number) => signCheckpoint(size, leafHash(`root ${size}`), signer);

  test("keeps every checkpoint", async () => {
    const { tree, other } = trees();
    const all = [3, 10, 2_000, 2 ** 40].map(checkpoint);
    for (const one of all) await tree.keep(one);
    expect(await other.lastCheckpoint()).toEqual(all[3]);
    expect(await other.checkpoints(0, 10)).toEqual(all);
    expect(await other.checkpoints(3, 2)).toEqual(all.slice(1, 3));
    expect(await other.checkpoints(2 ** 40, 2)).toEqual([]);
  });

  test("keeps a checkpoint once, and none that contradicts it", async () => {
    const { tree, other } = trees();
    const first = checkpoint(7);
    await Promise.all([tree.keep(first), other.keep(first), tree.keep(first)]);
    const contradiction = signCheckpoint(7, leafHash("another"), signer);
    await expect(tree.keep(contradiction)).rejects.toThrow("another root was signed for 7");
    expect(await tree.checkpoints(0, 10)).toEqual([first]);
  });
}
