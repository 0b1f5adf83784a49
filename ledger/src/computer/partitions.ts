/** Which instance holds which partition of a computer: never two in one. */
import {
  type Command,
  type DraftOf,
  type Frame,
  itemId,
  type NodeId,
  type Partition,
  refuse,
} from "@partita/schemas";
import { type Holding, type Registered, takenBack, takenIn } from "#ledger/computer/state.ts";
import type { Decision } from "#ledger/decider.ts";
import { networkOf, projectOf } from "#ledger/ends.ts";

type Answer = Decision<DraftOf<"computer">>;

export function allocate(computer: Registered, command: Command<"allocate-partition">): Answer {
  const { buyer, softwareRelease, instance, tree, award } = command.detail;
  const held = computer.holdings.get(instance);
  if (held?.award === award) return { movements: [] };
  if (held !== undefined) return refuse("partition-held-already", { award: held.award });
  const { scope, lost } = computer;
  if (lost) return refuse("computer-lost", { computer: command.streamId });
  if (scope !== "open") return refuse("computer-closed", { computer: command.streamId, scope });
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

/** One that was retiring goes back to the owner: it is no capacity of the computer any more. */
export function release(computer: Registered, command: Command<"release-partition">): Answer {
  const { instance, award } = command.detail;
  const holding = computer.holdings.get(instance);
  if (holding?.award !== award) return { movements: [] };
  const { partition, tree } = holding;
  const { owner, partitions } = computer;
  const frame = takenBack(handover(owner, command, { instance, holding }));
  const isRetired = !partitions.some((one) => one.reference === partition && !one.retiring);
  const ends = isRetired ? { ...frame, destination: owner } : frame;
  const detail = { partition, instance, tree, ...(isRetired && { retired: true as const }) };
  return { movements: [{ ...ends, kind: "partition-released", detail }] };
}

/** Partitions are listed in natural order, so the first free one is the lowest. */
function firstFree(computer: Registered): Partition | undefined {
  const taken = takenIn(computer);
  return computer.partitions.find(({ reference, retiring }) => !retiring && !taken.has(reference));
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
