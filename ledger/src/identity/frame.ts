/** What movements about an identity have in common: the Master vouches for it to its owner. */
import {
  type ActorId,
  type DraftOf,
  type Frame,
  type ItemId,
  master,
  type NodeId,
  type Refusal,
  type Role,
  refuse,
} from "@partita/schemas";
import type { Decision } from "#ledger/decider.ts";
import { isOwner } from "#ledger/ends.ts";
import type { State } from "#ledger/identity/state.ts";

export type Answer = Decision<DraftOf<"identity">>;

export type IdentityFrame = Omit<Frame, "resource" | "state">;

export function frameOf(owner: NodeId, items: readonly ItemId[]): IdentityFrame {
  return {
    quantity: "1",
    source: master,
    destination: owner,
    sourceSection: master,
    destinationSection: owner,
    items: [...items],
  };
}

/** Computers and instances are traced; parties are sections. */
export function itemsOf(holder: ActorId): readonly ItemId[] {
  return isTraced(holder) ? [holder] : [];
}

function isTraced(holder: ActorId): holder is `computer:${string}` | `instance:${string}` {
  return holder.startsWith("computer:") || holder.startsWith("instance:");
}

type Whose = {
  readonly holder: ActorId;
  readonly role: Role;
  readonly owner?: NodeId | undefined;
};

/** A party owns itself; who owns the rest is told, or was told before. */
export function ownerOf(
  state: State,
  { holder, role, owner }: Whose,
): { readonly owner: NodeId } | { readonly refusal: Refusal } {
  if (!roleFits(holder, role)) return refuse("not-yours", { holder, role });
  const found = isOwner(holder) ? holder : (owner ?? state.owner);
  // Whom it would belong to is not known: what would be issued could not be seen by anybody.
  return found === undefined ? refuse("not-yours", { holder }) : { owner: found };
}

const rolesOf: Readonly<Record<string, readonly Role[]>> = {
  computer: ["computer"],
  instance: ["instance"],
  person: ["person", "operator", "auditor"],
  organisation: ["organisation", "accountant", "operator", "auditor"],
};

/** No computer is an auditor, whoever says so. */
function roleFits(holder: ActorId, role: Role): boolean {
  return rolesOf[holder.slice(0, holder.indexOf(":"))]?.includes(role) ?? false;
}
