/** Ends of movements: capacity sits at a computer's network, what is held at a tree's project. */
import type { ActorId, NodeId } from "@partita/schemas";

export function networkOf(computer: string): NodeId {
  return `network:${computer}`;
}

export function projectOf(tree: string): NodeId {
  return `project:${tree}`;
}

/** Whether an actor can own things: computers and instances cannot, they act for their owners. */
export function isOwner(actor: ActorId): actor is NodeId {
  return !actor.startsWith("computer:") && !actor.startsWith("instance:");
}
