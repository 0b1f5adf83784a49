/** How many partitions a computer has, and which instance holds which: never two in one. */
import {
  type Command,
  canonical,
  type DraftOf,
  type Frame,
  itemId,
  type NodeId,
  refuse,
} from "@partita/schemas";
import { naturalOrder } from "#ledger/computer/natural-order.ts";
import { brought, type Holding, type Registered, takenBack } from "#ledger/computer/state.ts";
import type { Decision } from "#ledger/decider.ts";
import { networkOf, projectOf } from "#ledger/ends.ts";

type Answer = Decision<DraftOf<"computer">>;

export function setCapacity(computer: Registered, command: Command<"set-capacity">): Answer {
  const { agent, partitions } = command.detail;
  if (agent !== computer.agent) return refuse("agent-not-in-charge", { agent });
  const references = new Set(partitions.map(({ reference }) => reference));
  if (references.size < partitions.length)
    return refuse("duplicate-partition", { partition: firstDuplicate(partitions) });
  const lost = [...computer.holdings].find(([, { partition }]) => !references.has(partition));
  if (lost !== undefined)
    return refuse("partition-occupied", { partition: lost[1].partition, instance: lost[0] });
  const wanted = partitions.toSorted((one, two) => naturalOrder(one.reference, two.reference));
  if (canonical(wanted) === canonical(computer.partitions)) return { movements: [] };
  const frame = growth(computer, command, wanted.length - computer.partitions.length);
  return { movements: [{ ...frame, kind: "capacity-set", detail: { partitions: wanted } }] };
}

export function allocate(computer: Registered, command: Command<"allocate-partition">): Answer {
  const { buyer, softwareRelease, instance, tree, award } = command.detail;
  const held = computer.holdings.get(instance);
  if (held?.award === award) return { movements: [] };
  if (held !== undefined) return refuse("partition-held-already", { award: held.award });
  // Supplied is enough: the agent builds the software before it starts the instance.
  if (computer.supplied.get(softwareRelease) !== "available")
    return refuse("software-not-supplied", { softwareRelease });
  const free = firstFree(computer);
  if (free === undefined) return refuse("computer-full", { computer: command.streamId });
  const { reference: partition, address } = free;
  const frame = handover(computer.owner, command, {
    instance,
    holding: { partition, tree, award, buyer },
  });
  const detail = { partition, address, instance, tree, award, softwareRelease };
  return { movements: [{ ...frame, kind: "partition-allocated", detail }] };
}

export function release(computer: Registered, command: Command<"release-partition">): Answer {
  const { instance, award } = command.detail;
  const holding = computer.holdings.get(instance);
  if (holding?.award !== award) return { movements: [] };
  const { partition, tree } = holding;
  const frame = takenBack(handover(computer.owner, command, { instance, holding }));
  const detail = { partition, instance, tree };
  return { movements: [{ ...frame, kind: "partition-released", detail }] };
}

/** Partitions are listed in natural order, so the first free one is the lowest. */
function firstFree({ partitions, holdings }: Registered) {
  const taken = new Set([...holdings.values()].map(({ partition }) => partition));
  return partitions.find(({ reference }) => !taken.has(reference));
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

/** One partition goes from the computer to the tree that holds it. */
function handover(
  owner: NodeId,
  { streamId }: { readonly streamId: string },
  { instance, holding }: { readonly instance: string; readonly holding: Holding },
): Frame {
  return {
    resource: "partition",
    quantity: "1",
    source: networkOf(streamId),
    destination: projectOf(holding.tree),
    sourceSection: owner,
    destinationSection: holding.buyer,
    items: [
      itemId("computer", streamId),
      itemId("partition", `${streamId}/${holding.partition}`),
      itemId("instance", instance),
      itemId("instance-tree", holding.tree),
    ],
    state: "delivered",
  };
}
