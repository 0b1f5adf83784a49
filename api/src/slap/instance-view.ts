/** An instance as SLAP speaks of it, whichever of its two protocols asks. */
import type { RowReader } from "@partita/projections";
import { findDutiesOf, findDuty, findPlaced } from "@partita/projections/computer-duties/query.ts";
import { findPartitions } from "@partita/projections/computer-partitions/query.ts";
import {
  findInstance,
  findShared,
  listInstances,
} from "@partita/projections/instance-status/query.ts";
import type { InstanceStatus, Partition, RequestedState } from "@partita/schemas";
import { slapTimestamp } from "@partita/schemas/slap/timestamp.ts";
import type { Contact } from "#api/contacts/contacts.ts";
import type { Ports } from "#api/ports.ts";
import { accessStatus } from "#api/slap/access-status.ts";
import { type FullIp, type Ip, ipsOf } from "#api/slap/ips.ts";
import { slaOf } from "#api/slap/sla.ts";

type Texts = Readonly<Record<string, string>>;

/** A shared instance, as the instance that serves it is told of it. */
export type SharedView = {
  readonly guid: string;
  readonly title: string;
  readonly softwareType: string;
  readonly connection: Texts;
  readonly parameters: Texts;
  readonly timestamp: number;
};

export type InstanceView = {
  readonly guid: string;
  readonly tree: string;
  readonly title: string;
  readonly softwareRelease: string;
  readonly softwareType: string;
  readonly state: RequestedState;
  readonly connection: Texts;
  readonly parameters: Texts;
  /** What it demands of the market, under the names that SlapOS has for it. */
  readonly sla: Texts;
  readonly shared: boolean;
  readonly rootTitle: string;
  readonly rootShortTitle: string;
  /** Of a shared instance: where the one that serves it has its partition. */
  readonly computer: string | undefined;
  readonly partition: string | undefined;
  readonly ipList: readonly Ip[];
  readonly fullIpList: readonly FullIp[];
  readonly sharedInstances: readonly SharedView[];
  /** Microseconds; another one whenever the agent must process it again. */
  readonly timestamp: number;
  /** Begins with `#access`, `#error` or `#building`; says why it waits, while it does. */
  readonly accessStatus: string;
};

/** When an instance was last changed in a way that its agent must know. */
export type Change = { readonly changedAt: string; readonly changedOn: string };

/** All that a view is made of, read at one moment. */
export type InstanceRows = {
  readonly status: InstanceStatus;
  readonly change: Change;
  readonly rootTitle: string;
  readonly partition: Partition | undefined;
  readonly shared: readonly SharedRows[];
};
export type SharedRows = { readonly status: InstanceStatus; readonly change: Change };

export async function lookAt(ports: Ports, status: InstanceStatus): Promise<InstanceView> {
  return lookAround(ports, await ports.rows.read((rows) => readInstance(rows, status)));
}

/** With what its agent said last: without a partition, it has none. */
export async function lookAround(
  { contacts }: Pick<Ports, "contacts">,
  known: InstanceRows,
): Promise<InstanceView> {
  const { instance, partition } = known.status;
  return viewInstance(known, partition ? await contacts.find([instance]) : new Map());
}

export async function readInstance(rows: RowReader, status: InstanceStatus): Promise<InstanceRows> {
  const [change, rootTitle, partition, shared] = await Promise.all([
    readChange(rows, status),
    readRootTitle(rows, status),
    readPartition(rows, status),
    readShared(rows, status.instance),
  ]);
  return { status, change, rootTitle, partition, shared };
}

/** Without a duty (nothing is asked of an agent any more) its last movement is all there is. */
async function readChange(rows: RowReader, status: InstanceStatus): Promise<Change> {
  return (await findDuty(rows, status.instance)) ?? lastOf(status);
}

function lastOf({ changedAt, requestedAt }: InstanceStatus): Change {
  return { changedAt, changedOn: requestedAt };
}

async function readRootTitle(rows: RowReader, status: InstanceStatus): Promise<string> {
  if (status.requester === undefined) return status.title;
  const roots = await listInstances(rows, { tree: status.tree, requester: null });
  const root = roots.find(({ phase }) => phase !== "destroyed") ?? roots.at(-1);
  return root?.title ?? status.title;
}

async function readPartition(rows: RowReader, { award, partition }: InstanceStatus) {
  if (award === undefined || partition === undefined) return undefined;
  const partitions = await findPartitions(rows, award.computer);
  return partitions.find(({ reference }) => reference === partition);
}

async function readShared(rows: RowReader, host: string): Promise<readonly SharedRows[]> {
  return readChanged(rows, await findShared(rows, host));
}

/** Each with when it changed last. */
export async function readChanged(
  rows: RowReader,
  found: readonly InstanceStatus[],
): Promise<readonly SharedRows[]> {
  const names = found.map(({ instance }) => instance);
  const duties = await findDutiesOf(rows, names);
  return found.map((status) => ({
    status,
    change: duties.get(status.instance) ?? lastOf(status),
  }));
}

export function viewInstance(
  { status, change, rootTitle, partition, shared }: InstanceRows,
  contacts: ReadonlyMap<string, Contact>,
): InstanceView {
  const sharedInstances = shared.map(viewShared);
  const stamps = [
    slapTimestamp(change.changedOn, change.changedAt),
    ...sharedInstances.map(({ timestamp }) => timestamp),
  ];
  return {
    guid: status.instance,
    tree: status.tree,
    title: status.title,
    softwareRelease: status.softwareRelease,
    softwareType: status.softwareType,
    state: status.state,
    connection: status.connection,
    parameters: status.parameters,
    sla: slaOf(status.conditions),
    shared: status.shared ?? false,
    rootTitle,
    // A project's short title in SlapOS; trees have one title here.
    rootShortTitle: "",
    computer: status.partition === undefined ? undefined : status.award?.computer,
    partition: status.partition,
    ...ipsOf(partition),
    sharedInstances,
    timestamp: Math.max(...stamps),
    accessStatus: accessStatus(status, contacts.get(status.instance)),
  };
}

export function viewShared({ status, change }: SharedRows): SharedView {
  return {
    guid: status.instance,
    title: status.title,
    softwareType: status.softwareType,
    connection: status.connection,
    parameters: status.parameters,
    timestamp: slapTimestamp(change.changedOn, change.changedAt),
  };
}

/** The instance in a partition, as it is known to others; undefined: it is free, or is no more. */
export async function findInPartition(
  rows: RowReader,
  { computer, partition }: { readonly computer: string; readonly partition: string },
): Promise<InstanceStatus | undefined> {
  const instance = await findPlaced(rows, { computer, partition });
  return instance === undefined ? undefined : findInstance(rows, instance);
}
