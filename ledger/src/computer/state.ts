/** What a computer's stream tells so far, and the ends of what is brought to it. */
import {
  type ActorId,
  type Frame,
  type InstallationState,
  itemId,
  master,
  type NodeId,
  type SupplyState,
} from "@partita/schemas";
import { networkOf } from "#ledger/ends.ts";

export type Partition = { readonly reference: string; readonly address: string };
export type Holding = {
  readonly partition: string;
  readonly tree: string;
  readonly award: string;
  readonly buyer: NodeId;
};
type SoftwareReport = { readonly state: InstallationState; readonly message?: string };

export type State = {
  /** Undefined until the computer is registered. */
  readonly owner: NodeId | undefined;
  readonly title: string;
  readonly region: string;
  /** The agent in charge. */
  readonly agent: string | undefined;
  /** In natural order. */
  readonly partitions: readonly Partition[];
  /** By instance. */
  readonly holdings: ReadonlyMap<string, Holding>;
  /** By software release, as is `reported`. */
  readonly supplied: ReadonlyMap<string, SupplyState>;
  readonly reported: ReadonlyMap<string, SoftwareReport>;
};
export type Registered = State & { readonly owner: NodeId };

export const unregistered: State = {
  owner: undefined,
  title: "",
  region: "",
  agent: undefined,
  partitions: [],
  holdings: new Map(),
  supplied: new Map(),
  reported: new Map(),
};

/** Whether an actor disposes of a computer: its owner, or the Master that it stands in. */
export function belongsTo(computer: Registered, actor: ActorId): boolean {
  return actor === computer.owner || actor === master;
}

type Ends = Omit<Frame, "resource" | "state">;

/** The ends of what an owner brings to its computer: one, of a resource that the caller names. */
export function brought(command: { readonly streamId: string }, owner: NodeId): Ends {
  return {
    quantity: "1",
    source: owner,
    destination: networkOf(command.streamId),
    sourceSection: owner,
    destinationSection: owner,
    items: [itemId("computer", command.streamId)],
  };
}

/** The same the other way round: what leaves the computer. */
export function takenBack<Whole extends Ends>(ends: Whole): Whole {
  return {
    ...ends,
    source: ends.destination,
    destination: ends.source,
    sourceSection: ends.destinationSection,
    destinationSection: ends.sourceSection,
  };
}
