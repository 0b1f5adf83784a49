/** Finds the instance that a command is about, when its sender may change it and has seen it. */
import { type ActorId, type NodeId, type Refusal, refuse } from "@partita/schemas";
import { type Instance, speaksFor, type Tree } from "#ledger/instance-tree/tree.ts";

type Asking = {
  readonly actor: ActorId;
  readonly detail: { readonly instance: string; readonly revision?: number };
};
/** Who may ask beside the owner: the software itself, or that which requested it. */
type Also = "itself" | "requester" | "nobody";

export type Found = { readonly found: Instance; readonly tree: Tree & { readonly owner: NodeId } };

export function findFor(
  tree: Tree,
  { actor, detail: { instance, revision } }: Asking,
  also: Also,
): Found | { readonly refusal: Refusal } {
  const { owner } = tree;
  const found = tree.instances.get(instance);
  if (owner === undefined || found === undefined) return refuse("no-such-instance", { instance });
  if (actor !== owner && !mayAlso(tree, found, { actor, also }))
    return refuse("not-yours", { instance });
  if (revision !== undefined && revision !== found.revision)
    return refuse("wish-changed", { instance, revision: String(found.revision) });
  return { found, tree: { ...tree, owner } };
}

function mayAlso(
  tree: Tree,
  found: Instance,
  { actor, also }: { readonly actor: ActorId; readonly also: Also },
): boolean {
  if (also === "nobody") return false;
  const speaker = also === "itself" ? found : tree.instances.get(found.wish.requester ?? "");
  return speaker !== undefined && speaksFor(speaker, actor);
}
