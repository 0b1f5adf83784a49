/** The order in which a tree is shown: its root first, each instance before what it requested. */
import type { InstanceStatus } from "@partita/schemas";

type Member = Pick<InstanceStatus, "instance" | "requester" | "state">;

/**
 * Those that were requested by one instance keep their order; one whose requester is not among them
 * comes last, with what it requested. A root that is to be destroyed comes after its successor.
 */
export function fromRootDown<One extends Member>(members: readonly One[]): readonly One[] {
  const known = new Set(members.map(({ instance }) => instance));
  const byRequester = Map.groupBy(members, ({ requester }) => requester);
  const below = (one: One): readonly One[] => [
    one,
    ...(byRequester.get(one.instance) ?? []).flatMap(below),
  ];
  const roots = byRequester.get(undefined) ?? [];
  const orphans = members.filter(
    ({ requester }) => requester !== undefined && !known.has(requester),
  );
  const living = roots.filter(({ state }) => state !== "destroyed");
  const dying = roots.filter(({ state }) => state === "destroyed");
  return [...living, ...dying, ...orphans].flatMap(below);
}
