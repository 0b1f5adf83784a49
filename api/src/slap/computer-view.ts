/** A computer as its agent is told of it over SLAP: its partitions, and its software. */
import type { RowReader } from "@partita/projections";
import { findDuties } from "@partita/projections/computer-duties/query.ts";
import { findPartitions } from "@partita/projections/computer-partitions/query.ts";
import { findComputer } from "@partita/projections/free-partitions/query.ts";
import { findSharedOf } from "@partita/projections/instance-status/query.ts";
import { findSoftwareDuties } from "@partita/projections/software-duties/query.ts";
import type { Partition, PartitionDuty, SoftwareDuty } from "@partita/schemas";
import { slapTimestamp } from "@partita/schemas/slap/timestamp.ts";
import type { Contact } from "#api/contacts/contacts.ts";
import { accessStatus } from "#api/slap/access-status.ts";
import {
  type InstanceView,
  readChanged,
  type SharedRows,
  viewShared,
} from "#api/slap/instance-view.ts";
import { ipsOf } from "#api/slap/ips.ts";
import { slaOf } from "#api/slap/sla.ts";

export type PartitionView = {
  readonly computer: string;
  readonly partition: string;
  /** Undefined: it is free. */
  readonly instance: InstanceView | undefined;
};

export type ComputerView = {
  readonly computer: string;
  readonly partitions: readonly PartitionView[];
  readonly software: readonly Pick<SoftwareDuty, "softwareRelease" | "state">[];
};

/** All that a view is made of, read at one moment. */
export type ComputerRows = {
  readonly computer: string;
  readonly partitions: readonly Partition[];
  readonly duties: readonly PartitionDuty[];
  readonly software: readonly SoftwareDuty[];
  readonly shared: readonly SharedRows[];
};

/** Undefined: there is no such computer. With `only`, of this partition alone. */
export async function readComputer(
  rows: RowReader,
  computer: string,
  only?: string,
): Promise<ComputerRows | undefined> {
  if ((await findComputer(rows, computer)) === undefined) return undefined;
  const isAsked = (partition: string) => only === undefined || only === partition;
  const duties = (await findDuties(rows, computer)).filter(({ partition }) => isAsked(partition));
  const hosts = duties.map(({ instance }) => instance);
  const [partitions, software, shared] = await Promise.all([
    findPartitions(rows, computer),
    findSoftwareDuties(rows, computer),
    findSharedOf(rows, hosts).then((found) => readChanged(rows, found)),
  ]);
  return {
    computer,
    partitions: partitions.filter(({ reference }) => isAsked(reference)),
    duties,
    software,
    shared,
  };
}

/** What the contacts of a view are to be asked for. */
export function spokenOf({ duties }: ComputerRows): readonly string[] {
  return duties.map(({ instance }) => instance);
}

export function viewComputer(
  { computer, partitions, duties, software, shared }: ComputerRows,
  contacts: ReadonlyMap<string, Contact>,
): ComputerView {
  const dutyIn = new Map(duties.map((duty) => [duty.partition, duty]));
  const sharedBy = Map.groupBy(shared, ({ status }) => status.host?.instance ?? "");
  return {
    computer,
    partitions: partitions.map((partition) => {
      const duty = dutyIn.get(partition.reference);
      const instance =
        duty &&
        viewDuty(duty, {
          ...{ computer, partition },
          shared: sharedBy.get(duty.instance) ?? [],
          contact: contacts.get(duty.instance),
        });
      return { computer, partition: partition.reference, instance };
    }),
    // One that was asked to go, and is gone, is asked for no more.
    software: software.filter(({ state, reported }) => !(state === reported && isGone(state))),
  };
}

function isGone(state: SoftwareDuty["state"]): boolean {
  return state === "destroyed";
}

type Around = {
  readonly computer: string;
  readonly partition: Partition;
  readonly shared: readonly SharedRows[];
  readonly contact: Contact | undefined;
};

/** The instance of a duty as its agent sees it. */
function viewDuty(
  duty: PartitionDuty,
  { computer, partition, shared, contact }: Around,
): InstanceView {
  const sharedInstances = shared.map(viewShared);
  const changed = slapTimestamp(duty.changedOn, duty.changedAt);
  return {
    guid: duty.instance,
    tree: duty.tree,
    title: duty.title,
    softwareRelease: duty.softwareRelease,
    softwareType: duty.softwareType,
    state: duty.state,
    connection: duty.connection,
    parameters: duty.parameters,
    sla: slaOf(duty.conditions),
    shared: duty.shared ?? false,
    rootTitle: duty.rootTitle,
    rootShortTitle: "",
    computer,
    partition: partition.reference,
    ...ipsOf(partition),
    sharedInstances,
    timestamp: sharedInstances.reduce((most, one) => Math.max(most, one.timestamp), changed),
    accessStatus: accessStatus(saidOf(duty, computer), contact),
  };
}

function saidOf({ reported, message }: PartitionDuty, computer: string) {
  return {
    phase: reported === "waiting" ? ("allocated" as const) : reported,
    ...(message !== undefined && { message }),
    award: { computer },
    reasons: [],
  };
}
