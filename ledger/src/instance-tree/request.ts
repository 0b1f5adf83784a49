/** A request makes an instance, changes what is wished of one, or is refused, as in SlapOS. */
import { type Command, type DraftOf, deriveReference, type NodeId, refuse } from "@partita/schemas";
import type { Decision } from "#ledger/decider.ts";
import { isOwner } from "#ledger/ends.ts";
import { amended, heldBack, ordered } from "#ledger/instance-tree/amended.ts";
import { hosting } from "#ledger/instance-tree/hosting.ts";
import {
  childrenOf,
  findAlive,
  findRoot,
  type Instance,
  speaksFor,
  stemsFrom,
  type Tree,
  type Wish,
  wanted,
} from "#ledger/instance-tree/tree.ts";

/** SlapOS refuses more than 100 children of one parent. */
export const childrenMax = 100;

type Answer = Decision<DraftOf<"instance-tree">>;
type Request = Command<"request-instance">;
type Drafts = readonly DraftOf<"instance-tree">[];

export function request(tree: Tree, command: Request): Answer {
  const { requester } = command.detail;
  return requester === undefined
    ? requestRoot(tree, command)
    : requestChild(tree, command, findAlive(tree, requester));
}

function requestRoot(tree: Tree, command: Request): Answer {
  const { actor, detail } = command;
  // A computer asks on behalf of an instance, and must say of which.
  if (!isOwner(actor)) return refuse("requester-unknown");
  if (tree.owner !== undefined && tree.owner !== actor) return refuse("not-yours");
  const root = findRoot(tree);
  const wish = wishOf(detail);
  if (root === undefined) return { movements: created(command, actor, wish) };
  // Its title was free once: whoever asks for it again means another tree.
  if (root.title !== detail.title)
    return refuse("tree-renamed", { tree: command.streamId, title: root.title });
  const { softwareRelease, softwareType } = root.wish;
  if (softwareRelease !== wish.softwareRelease || softwareType !== wish.softwareType)
    return refuse("release-fixed", { softwareRelease, softwareType });
  if (root.wish.shared !== wish.shared) return refuse("shared-fixed", { instance: root.instance });
  return { movements: amended({ ...tree, owner: actor }, root, { command, wish }) };
}

function requestChild(tree: Tree, command: Request, requester: Instance | undefined): Answer {
  const { owner } = tree;
  if (owner === undefined || requester === undefined || !mayRequest(requester))
    return refuse("requester-unknown", { requester: command.detail.requester ?? "" });
  if (!speaksFor(requester, command.actor))
    return refuse("not-yours", { instance: requester.instance });
  const child = wanted(tree).find(({ title }) => title === command.detail.title);
  if (child !== undefined && stemsFrom(tree, requester, child))
    return refuse("request-cycle", { instance: child.instance });
  if (child !== undefined && child.wish.shared !== wishOf(command.detail).shared)
    return refuse("shared-fixed", { instance: child.instance });
  const wish = heldBack(tree, wishOf(command.detail));
  if (isOneTooMany(tree, requester, { child, wish }))
    return refuse("too-many-children", { instance: requester.instance, max: `${childrenMax}` });
  if (child === undefined) return { movements: created(command, owner, wish) };
  return { movements: amended({ ...tree, owner }, child, { command, wish }) };
}

/** A shared instance has no software of its own that could ask for others. */
function mayRequest({ wish }: Instance): boolean {
  return wish.state !== "destroyed" && !wish.shared;
}

/** Not to be shared is said by saying nothing, so that one wish has one form. */
function wishOf({ title: _, shared, ...wish }: Request["detail"]): Wish {
  return shared ? { ...wish, shared } : wish;
}

/** New children count, and so do those that move in from another requester. */
function isOneTooMany(
  tree: Tree,
  requester: Instance,
  { child, wish }: { readonly child: Instance | undefined; readonly wish: Wish },
): boolean {
  const stays = child?.wish.requester === requester.instance;
  return !stays && wish.state !== "destroyed" && childrenOf(tree, requester).length >= childrenMax;
}

/** Destroying what does not exist creates nothing. */
function created(command: Request, owner: NodeId, wish: Wish): Drafts {
  if (wish.state === "destroyed") return [];
  const { streamId: tree, id } = command;
  const { title } = command.detail;
  const instance = deriveReference("INST", tree, title, id);
  const { shared } = wish;
  const frame = ordered(hosting({ tree, instance, owner, shared }, undefined, "ordered"), wish);
  const detail = { instance, tree, title, owner, ...wish };
  return [{ ...frame, kind: "instance-requested", detail }];
}
