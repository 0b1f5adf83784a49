/** What a computer's stream tells so far, and the ends of what is brought to it. */
import {
  type ActorId,
  type AllocationScope,
  type Frame,
  type InstallationState,
  itemId,
  master,
  type NodeId,
  type Partition,
  type SupplyState,
} from "@partita/schemas";
import { networkOf } from "#ledger/ends.ts";
import { noBangs, type RecentBangs } from "#ledger/recent-bangs.ts";

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
  /** Whether it takes new instances. */
  readonly scope: AllocationScope;
  /** Declared lost, until an agent sets its capacity again. */
  readonly lost: boolean;
  /** In natural order, those that are retiring among them. */
  readonly partitions: readonly Partition[];
  /** By instance. */
  readonly holdings: ReadonlyMap<string, Holding>;
  /** By software release, as is `reported`. */
  readonly supplied: ReadonlyMap<string, SupplyState>;
  readonly reported: ReadonlyMap<string, SoftwareReport>;
  readonly bangs: RecentBangs;
};
export type Registered = State & { readonly owner: NodeId };

export const unregistered: State = {
  owner: undefined,
  title: "",
  region: "",
  agent: undefined,
  scope: "open",
  lost: false,
  partitions: [],
  holdings: new Map(),
  supplied: new Map(),
  reported: new Map(),
  bangs: noBangs,
};

/** Whether an actor disposes of a computer: its owner, or the Master that it stands in. */
export function belongsTo(computer: Registered, actor: ActorId): boolean {
  return actor === computer.owner || actor === master;
}

/** The references of the partitions that hold an instance. */
export function takenIn({ holdings }: State): ReadonlySet<string> {
  return new Set([...holdings.values()].map(({ partition }) => partition));
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
