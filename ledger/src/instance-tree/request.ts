/** A request makes an instance, changes what is wished of one, or is refused, as in SlapOS. */
import {
  type Command,
  canonical,
  type Draft,
  type DraftOf,
  deriveReference,
  itemId,
  type NodeId,
  refuse,
} from "@partita/schemas";
import type { Decision } from "#ledger/decider.ts";
import { isOwner } from "#ledger/ends.ts";
import { destroyed } from "#ledger/instance-tree/destroyed.ts";
import { hosting } from "#ledger/instance-tree/hosting.ts";
import {
  childrenOf,
  descendantsOf,
  findAlive,
  type Instance,
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
  const root = wanted(tree).find(({ wish }) => wish.requester === undefined);
  const wish = wishOf(detail);
  if (root === undefined) return { movements: created(command, actor, wish) };
  const { softwareRelease, softwareType } = root.wish;
  if (softwareRelease !== wish.softwareRelease || softwareType !== wish.softwareType)
    return refuse("release-fixed", { softwareRelease, softwareType });
  return { movements: amended({ ...tree, owner: actor }, root, { command, wish }) };
}

function requestChild(tree: Tree, command: Request, requester: Instance | undefined): Answer {
  const { owner } = tree;
  if (owner === undefined || requester === undefined || requester.wish.state === "destroyed")
    return refuse("requester-unknown", { requester: command.detail.requester ?? "" });
  if (command.actor !== `computer:${requester.award?.computer}`)
    return refuse("not-yours", { instance: requester.instance });
  const child = wanted(tree).find(({ title }) => title === command.detail.title);
  if (child !== undefined && stemsFrom(tree, requester, child))
    return refuse("request-cycle", { instance: child.instance });
  const wish = asChild(wishOf(command.detail), requester);
  if (isOneTooMany(tree, requester, { child, wish }))
    return refuse("too-many-children", { instance: requester.instance, max: `${childrenMax}` });
  if (child === undefined) return { movements: created(command, owner, wish) };
  return { movements: amended({ ...tree, owner }, child, { command, wish }) };
}

function wishOf({ title: _, ...wish }: Request["detail"]): Wish {
  return wish;
}

/** While its requester is stopped, as all are while the root is, a child is stopped too. */
function asChild(wish: Wish, requester: Instance): Wish {
  const held = requester.wish.state === "stopped" && wish.state === "started";
  return held ? { ...wish, state: "stopped" } : wish;
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
  const frame = ordered(hosting({ tree, instance, owner }, undefined, "ordered"), wish);
  const detail = { instance, tree, title, owner, ...wish };
  return [{ ...frame, kind: "instance-requested", detail }];
}

type Owned = Tree & { readonly owner: NodeId };

/** The wish changes, and with it that of all it requested: none outlives its requester. */
function amended(
  tree: Owned,
  instance: Instance,
  { command, wish }: { readonly command: Request; readonly wish: Wish },
): Drafts {
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

/** Without an award no agent knows of the instance: nobody else will say that it is destroyed. */
function changed(
  owner: NodeId,
  target: Instance,
  { command, wish }: { readonly command: Request; readonly wish: Wish },
): Drafts {
  const { award, instance } = target;
  const { streamId: tree, at } = command;
  const frame = ordered(hosting({ tree, instance, owner }, award, "ordered"), wish);
  const detail = { instance, tree, ...wish };
  const amendment: Draft<"instance-amended"> = { ...frame, kind: "instance-amended", detail };
  const gone = wish.state === "destroyed" && award === undefined;
  return gone ? [amendment, destroyed({ tree, owner, at }, target, undefined)] : [amendment];
}

function ordered(frame: ReturnType<typeof hosting>, { softwareRelease }: Wish) {
  return { ...frame, items: [...frame.items, itemId("software-release", softwareRelease)] };
}
