/** How much of an answer an identity may see: all of it, what it is a party to, or an outline. */
import type { RowReader } from "@partita/projections";
import { findInstance } from "@partita/projections/instance-status/query.ts";
import { type InstanceStatus, itemId, type NodeId } from "@partita/schemas";
import type { Identity } from "#api/identities.ts";

export type Sight = keyof typeof sights;

/** Each kind of sight, in words for a denial. */
export const sights = {
  everything: "everything",
  own: "what it owns, sells, buys or hosts itself",
  outline: "everything but parameters and connections",
};

/** Who asks, and how much that identity may see of this query. */
export type Seeing = {
  readonly identity: Identity;
  readonly sight: Sight;
  /** The tree of an instance that asks; absent: another one asks, or it stands in none. */
  readonly tree?: string;
};

/** With the tree in which an instance stands that asks, of which it sees all. */
export async function seeingItsTree(rows: RowReader, seeing: Seeing): Promise<Seeing> {
  const { actor, role } = seeing.identity;
  if (role !== "instance") return seeing;
  const tree = (await findInstance(rows, referenceOf(actor)))?.tree;
  return tree === undefined ? seeing : { ...seeing, tree };
}

function referenceOf(actor: string): string {
  return actor.slice(actor.indexOf(":") + 1);
}

/** What may be seen of an instance; undefined: not even that it exists. */
export function seen(
  { identity, sight, tree }: Seeing,
  status: InstanceStatus,
): InstanceStatus | undefined {
  const { actor, role } = identity;
  if (sight === "everything" || status.owner === actor) return status;
  if (sight === "outline") return outlineOf(status);
  // Its agent runs it, and has its parameters among its duties.
  if (role === "computer" && isOn(actor, status)) return status;
  // An instance sees its tree, and the shared ones that it serves wherever they stand.
  if (role === "instance" && (status.tree === tree || isServedBy(actor, status))) return status;
  // A seller sees what stands in its computers, but not what its customers put there.
  const isSeller = role === "organisation" || role === "person";
  if (isSeller && status.award?.seller === actor) return outlineOf(status);
  return undefined;
}

/** Whether an instance has its partition on the computer that acts. */
export function isOn(actor: string, { award }: InstanceStatus): boolean {
  return award !== undefined && itemId("computer", award.computer) === actor;
}

function isServedBy(actor: string, { host }: InstanceStatus): boolean {
  return host !== undefined && itemId("instance", host.instance) === actor;
}

/** Whether a movement of value is visible: to both its parties, or to whoever sees everything. */
export function isParty(
  { identity, sight }: Seeing,
  { seller, buyer }: { readonly seller: NodeId; readonly buyer: NodeId },
): boolean {
  return sight === "everything" || seller === identity.actor || buyer === identity.actor;
}

type Private = Pick<InstanceStatus, "parameters" | "connection">;

/** Without what a customer put there. */
export function outlineOf<Shown extends Private>(shown: Shown): Shown {
  return { ...shown, parameters: {}, connection: {} };
}
