/** The Merkle tree is that of the log as it was stored, and continues what it was earlier. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  consistencyPath,
  growToHead,
  type MovementStore,
  memoryTree,
  rootAt,
  type TreeStore,
} from "@partita/ledger";
import { canonical } from "@partita/schemas";
import { isConsistent } from "@partita/schemas/log/check-proof.ts";
import { all } from "./invariants.ts";

export type Root = { readonly size: number; readonly root: Buffer };

type Provable = { readonly stored: MovementStore; readonly tree: TreeStore };

/** As it stands now. */
export async function rootOf(tree: TreeStore): Promise<Root> {
  const { size } = await tree.head();
  return { size, root: await rootAt(tree, size) };
}

/** `earlier` are roots that were told while the log grew. */
export async function expectProvable(
  { stored, tree }: Provable,
  earlier: readonly Root[],
): Promise<void> {
  const log = await all(stored);
  const leaves = log.map(({ movement, revision, stream }) =>
    sha256([0], Buffer.from(canonical({ movement, revision, stream }))),
  );
  const now = await rootOf(tree);
  assert.equal(now.size, log.length);
  assert.deepEqual(now.root, treeHash(leaves));
  for (const { size, root } of earlier) {
    assert.deepEqual(root, treeHash(leaves.slice(0, size)), `the root of ${size} movements`);
    const path = size === 0 ? [] : await consistencyPath(tree, size, now.size);
    assert.ok(isConsistent({ from: { size, root }, to: now, path }), `${size} and ${now.size}`);
  }
  await expectMadeAnew({ stored, tree });
}

/** A tree that grew in one go is the one that was killed and went on. */
async function expectMadeAnew({ stored, tree }: Provable): Promise<void> {
  const anew = memoryTree();
  await growToHead({ store: stored, tree: anew });
  assert.deepEqual(await rootOf(anew), await rootOf(tree));
}

/** MTH of RFC 6962 section 2.1, word for word, and nothing of ours. */
function treeHash(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return createHash("sha256").digest();
  if (leaves.length === 1) return only;
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return sha256([1], treeHash(leaves.slice(0, half)), treeHash(leaves.slice(half)));
}

function sha256(prefix: readonly number[], ...parts: readonly Buffer[]): Buffer {
  return createHash("sha256")
    .update(Buffer.concat([Buffer.from(prefix), ...parts]))
    .digest();
}
