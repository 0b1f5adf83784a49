/** An instance tree as its stream tells it: each instance with its requester, award and reports. */
import type { ActorId, Draft, NodeId, ReasonCount } from "@partita/schemas";
import { noBangs, type RecentBangs } from "#ledger/recent-bangs.ts";

/** What was asked for last; `shared` is true or absent. */
export type Wish = Omit<Draft<"instance-amended">["detail"], "instance" | "tree" | "host">;

/** Where an instance is hosted, from award to lapse or destruction. */
export type Award = {
  readonly award: string;
  readonly computer: string;
  readonly seller: NodeId;
  /** The instance whose partition a shared one is served in, and the tree of that one. */
  readonly host?: { readonly instance: string; readonly tree: string };
};

export type Instance = {
  readonly instance: string;
  readonly title: string;
  readonly wish: Wish;
  /** How many wishes there were: its request, each change, each new title. */
  readonly revision: number;
  readonly award: Award | undefined;
  /** What its agent said last; `waiting` until it first reports. */
  readonly reported: "waiting" | "started" | "stopped" | "failed" | "destroyed";
  readonly message: string | undefined;
  /** Since when it is hosted without a stop. */
  readonly startedAt: string | undefined;
  readonly connection: Draft<"connection-published">["detail"]["connection"] | undefined;
  /** Why it waits, since its wish last changed. */
  readonly reasons: readonly ReasonCount[] | undefined;
};

export type Tree = {
  readonly owner: NodeId | undefined;
  /** By reference, those destroyed as well: their agents may report once more. */
  readonly instances: ReadonlyMap<string, Instance>;
  readonly bangs: RecentBangs;
};

export const unplanted: Tree = { owner: undefined, instances: new Map(), bangs: noBangs };

/** An instance until it is destroyed. */
export function findAlive(tree: Tree, instance: string): Instance | undefined {
  const found = tree.instances.get(instance);
  return found?.reported === "destroyed" ? undefined : found;
}

export function alive(tree: Tree): readonly Instance[] {
  return [...tree.instances.values()].filter(({ reported }) => reported !== "destroyed");
}

/** The instances that nobody asked to destroy; a title names one of them and is free afterwards. */
export function wanted(tree: Tree): readonly Instance[] {
  return [...tree.instances.values()].filter(({ wish }) => wish.state !== "destroyed");
}

/** The root, unless it is to be destroyed. */
export function findRoot(tree: Tree): Instance | undefined {
  return wanted(tree).find(({ wish }) => wish.requester === undefined);
}

/** The shared instances of this tree that an instance serves. */
export function hostedBy(tree: Tree, { instance }: Instance): readonly Instance[] {
  return wanted(tree).filter(({ award }) => award?.host?.instance === instance);
}

/**
 * Whether an actor is the software of an instance, or the computer that runs it; of a shared one,
 * the instance that serves it.
 */
export function speaksFor({ instance, award }: Instance, actor: ActorId): boolean {
  if (award === undefined) return false;
  const { computer, host } = award;
  return actor === `computer:${computer}` || actor === `instance:${host?.instance ?? instance}`;
}

export function childrenOf(tree: Tree, { instance }: Instance): readonly Instance[] {
  return wanted(tree).filter(({ wish }) => wish.requester === instance);
}

/** All that an instance requested, and what those requested, each after its requester. */
export function descendantsOf(tree: Tree, ancestor: Instance): readonly Instance[] {
  // A request that would close a cycle is refused, so this comes to an end.
  return childrenOf(tree, ancestor).flatMap((child) => [child, ...descendantsOf(tree, child)]);
}

/** Whether `instance` is `other`, or was requested by it, directly or through others. */
export function stemsFrom(tree: Tree, instance: Instance, other: Instance): boolean {
  if (instance.instance === other.instance) return true;
  const requester = tree.instances.get(instance.wish.requester ?? "");
  return requester !== undefined && stemsFrom(tree, requester, other);
}

/** Changes what is known of one instance; a movement of an unknown instance cannot be. */
export function noted(tree: Tree, instance: string, changes: Partial<Instance>): Tree {
  const known = tree.instances.get(instance);
  if (known === undefined) throw new Error(`${instance} was never requested in this tree`);
  const instances = new Map(tree.instances).set(instance, { ...known, ...changes });
  return { ...tree, instances };
}
