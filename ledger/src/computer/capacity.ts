/** How many partitions a computer has: what its agent lists, and what still holds an instance. */
import {
  type Command,
  canonical,
  type DraftOf,
  type Frame,
  type Partition,
  refuse,
} from "@partita/schemas";
import { naturalOrder } from "#ledger/computer/natural-order.ts";
import { brought, type Registered, takenBack, takenIn } from "#ledger/computer/state.ts";
import type { Decision } from "#ledger/decider.ts";

type Answer = Decision<DraftOf<"computer">>;

/**
 * What is no longer listed goes at once when it is free; what holds an instance retires: it stays
 * until that one is gone, and takes no other.
 */
export function setCapacity(computer: Registered, command: Command<"set-capacity">): Answer {
  const { agent, partitions } = command.detail;
  if (agent !== computer.agent) return refuse("agent-not-in-charge", { agent });
  const references = new Set(partitions.map(({ reference }) => reference));
  if (references.size < partitions.length)
    return refuse("duplicate-partition", { partition: firstDuplicate(partitions) });
  const taken = takenIn(computer);
  const retiring = computer.partitions
    .filter(({ reference }) => taken.has(reference) && !references.has(reference))
    .map((partition) => ({ ...partition, retiring: true as const }));
  const wanted = [...partitions, ...retiring].toSorted((one, two) =>
    naturalOrder(one.reference, two.reference),
  );
  const isSame = canonical(wanted) === canonical(computer.partitions);
  if (isSame && !computer.lost) return { movements: [] };
  const frame = growth(computer, command, wanted.length - computer.partitions.length);
  const detail = { partitions: wanted, ...touchedBy(computer, wanted) };
  return { movements: [{ ...frame, kind: "capacity-set", detail }] };
}

/** The instances whose partitions have other addresses, or can do other things, than before. */
function touchedBy({ partitions, holdings }: Registered, wanted: readonly Partition[]) {
  const said = ({ retiring: _, ...partition }: Partition) => canonical(partition);
  const before = new Map(partitions.map((one) => [one.reference, said(one)]));
  const after = new Map(wanted.map((one) => [one.reference, said(one)]));
  const touched = [...holdings]
    .filter(([, { partition }]) => before.get(partition) !== after.get(partition))
    .map(([instance]) => instance);
  return touched.length > 0 ? { touched } : {};
}

function firstDuplicate(partitions: readonly { readonly reference: string }[]): string {
  const seen = new Set<string>();
  const again = partitions.find(({ reference }) => seen.size === seen.add(reference).size);
  return again?.reference ?? "";
}

/** How many more partitions than before; fewer go back the other way. */
function growth(computer: Registered, command: Command<"set-capacity">, more: number): Frame {
  const ends = brought(command, computer.owner);
  const direction = more < 0 ? takenBack(ends) : ends;
  const quantity = String(Math.abs(more));
  return { ...direction, resource: "partition", quantity, state: "delivered" };
}
