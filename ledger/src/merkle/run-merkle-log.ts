/** Follows the log and adds each movement to the tree; several processes may do so at once. */
import { leafHash } from "@partita/schemas/log/hashes.ts";
import { leafText } from "@partita/schemas/log/leaf-text.ts";
import { type Edge, readEdge } from "#ledger/merkle/edge.ts";
import type { TreeHead, TreeLeaf, TreeNode, TreeStore } from "#ledger/merkle/tree-store.ts";
import { pagesOf } from "#ledger/pages.ts";
import type { MovementStore, Recorded } from "#ledger/store/store.ts";

export type MerkleParts = {
  /** As it stores: leaves are of what was written, not of what it would be called today. */
  readonly store: MovementStore;
  readonly tree: TreeStore;
};

/**
 * Runs until the signal aborts; throws when the store or the tree throws. What it knows is in the
 * tree: killed anywhere, it goes on where the tree ends.
 */
export async function runMerkleLog({
  store,
  tree,
  signal,
}: MerkleParts & { readonly signal: AbortSignal }): Promise<void> {
  while (!signal.aborted) {
    const { position } = await growToHead({ store, tree }, signal);
    await store.waitBeyond(position, signal);
  }
}

/** Adds what the log has now; answers where the tree stands. May end early, when aborted. */
export async function growToHead(parts: MerkleParts, signal?: AbortSignal): Promise<TreeHead> {
  for (;;) {
    const head = await parts.tree.head();
    const grown = await growFrom(parts, head, signal);
    if (grown !== undefined) return grown;
  }
}

/** Undefined when another process was faster: what it added is to be read first. */
async function growFrom(
  { store, tree }: MerkleParts,
  head: TreeHead,
  signal: AbortSignal | undefined,
): Promise<TreeHead | undefined> {
  const edge = await readEdge(tree, head.size);
  let { size, position } = head;
  let adding = Promise.resolve(true);
  for await (const page of pagesOf(store, position)) {
    // Hashed while the page before it is being written.
    const { leaves, nodes } = integrated(edge, page);
    if (!(await adding)) return undefined;
    adding = tree.grow(size, leaves, nodes);
    // Awaited above or below; until then nobody else may hear of it.
    adding.catch(() => undefined);
    size += leaves.length;
    position = page.at(-1)?.position ?? position;
    if (signal?.aborted) break;
  }
  return (await adding) ? { size, position } : undefined;
}

function integrated(edge: Edge, page: readonly Recorded[]) {
  const leaves: TreeLeaf[] = [];
  const nodes: TreeNode[] = [];
  for (const recorded of page) {
    const hash = leafHash(leafText(recorded));
    leaves.push({ position: recorded.position, movement: recorded.movement.id, hash });
    nodes.push(...edge.add(hash));
  }
  return { leaves, nodes };
}
