/** What follows when a wish changes: all that the instance requested goes along, or goes away. */
import { canonical, type Draft, type DraftOf, itemId, type NodeId } from "@partita/schemas";
import { destroyed } from "#ledger/instance-tree/destroyed.ts";
import { hosting } from "#ledger/instance-tree/hosting.ts";
import {
  descendantsOf,
  findRoot,
  type Instance,
  type Tree,
  type Wish,
} from "#ledger/instance-tree/tree.ts";

type Drafts = readonly DraftOf<"instance-tree">[];
type Owned = Tree & { readonly owner: NodeId };
type Change = {
  readonly command: { readonly streamId: string; readonly at: string };
  readonly wish: Wish;
};

/** The wish changes, and with it that of all it requested: none outlives its requester. */
export function amended(tree: Owned, instance: Instance, { command, wish }: Change): Drafts {
  if (canonical(wish) === canonical(instance.wish)) return [];
  const { state } = wish;
  const followers = descendantsOf(tree, instance).filter(
    ({ wish }) => state === "destroyed" || (state === "stopped" && wish.state === "started"),
  );
  return [
    ...changed(tree.owner, instance, { command, wish }),
    ...followers.flatMap((follower) =>
      changed(tree.owner, follower, { command, wish: { ...follower.wish, state } }),
    ),
  ];
}

/** While the root or its requester is stopped, a child is stopped too, whatever is asked. */
export function heldBack(tree: Tree, wish: Wish): Wish {
  if (wish.requester === undefined || wish.state !== "started") return wish;
  const above = [findRoot(tree), tree.instances.get(wish.requester)];
  const isHeld = above.some((one) => one?.wish.state === "stopped");
  return isHeld ? { ...wish, state: "stopped" } : wish;
}

/** The frame of a wish: what is ordered is hosting of this release. */
export function ordered(frame: ReturnType<typeof hosting>, { softwareRelease }: Wish) {
  return { ...frame, items: [...frame.items, itemId("software-release", softwareRelease)] };
}

/**
 * Without an award no agent knows of the instance, and a shared one has no partition to be wiped:
 * nobody else will say that it is destroyed.
 */
function changed(owner: NodeId, target: Instance, { command, wish }: Change): Drafts {
  const { award, instance } = target;
  const { streamId: tree, at } = command;
  const { shared } = wish;
  const frame = ordered(hosting({ tree, instance, owner, shared }, award, "ordered"), wish);
  const served = award?.host === undefined ? {} : { host: award.host.instance };
  const detail = { instance, tree, ...wish, ...served };
  const amendment: Draft<"instance-amended"> = { ...frame, kind: "instance-amended", detail };
  const gone = wish.state === "destroyed" && (award === undefined || shared);
  return gone ? [amendment, destroyed({ tree, owner, at }, target, award)] : [amendment];
}
