/** Asks what has become of instances. */
import { type InstanceStatus, instanceListMax } from "@partita/schemas";
import { fromRootDown } from "#projections/instance-status/from-root-down.ts";
import { instanceStatusTable, rootKey } from "#projections/instance-status/table.ts";
import { givenColumns } from "#projections/rows/given-columns.ts";
import type { RowReader } from "#projections/rows/rows.ts";

export type InstanceFilter = {
  readonly owner?: string | undefined;
  readonly seller?: string | undefined;
  readonly title?: string | undefined;
  /** Null: the roots of trees, which no instance requested. */
  readonly requester?: string | null | undefined;
  readonly tree?: string | undefined;
  /** Continue after this instance reference. */
  readonly after?: string | undefined;
};

export async function findInstance(
  rows: RowReader,
  instance: string,
): Promise<InstanceStatus | undefined> {
  return rows.get(instanceStatusTable, instance);
}

/** Those of these that exist, by reference. */
export async function findInstances(
  rows: RowReader,
  instances: readonly string[],
): Promise<ReadonlyMap<string, InstanceStatus>> {
  const found = await rows.find(instanceStatusTable, { where: [["key", "in", instances]] });
  return new Map(found.map((status) => [status.instance, status]));
}

/** By instance reference, at most `instanceListMax`; ask again `after` the last one for more. */
export async function listInstances(
  rows: RowReader,
  { after, ...columns }: InstanceFilter = {},
): Promise<readonly InstanceStatus[]> {
  const where = givenColumns(columns);
  return rows.find(instanceStatusTable, {
    where: after === undefined ? where : [...where, ["key", ">", after]],
    limit: instanceListMax,
  });
}

/** The instance of this title in a tree, unless it is to be destroyed: there is one at most. */
export async function findWanted(
  rows: RowReader,
  tree: string,
  title: string,
): Promise<InstanceStatus | undefined> {
  const where = [...named(tree, title), ["state", "!=", "destroyed"]] as const;
  return (await rows.find(instanceStatusTable, { where, limit: 1 }))[0];
}

/** The same; when it is wanted no more, the one that had this title last. */
export async function findTitled(
  rows: RowReader,
  tree: string,
  title: string,
): Promise<InstanceStatus | undefined> {
  const wanted = await findWanted(rows, tree, title);
  if (wanted !== undefined) return wanted;
  const where = named(tree, title);
  const gone = await rows.find(instanceStatusTable, { where, limit: instanceListMax });
  return gone.toSorted(byChange).at(-1);
}

function named(tree: string, title: string) {
  return [
    ["tree", "=", tree],
    ["title", "=", title],
  ] as const;
}

function byChange(left: InstanceStatus, right: InstanceStatus): number {
  return Number(BigInt(left.changedAt) - BigInt(right.changedAt));
}

const waits = [
  ["phase", "in", ["requested", "deferred"]],
  ["state", "=", "started"],
] as const;

/**
 * Those that are to be started and have no award yet, in the order in which they were requested.
 */
export async function listWaiting(rows: RowReader): Promise<readonly InstanceStatus[]> {
  return rows.find(instanceStatusTable, { where: waits, orderBy: "requestedAt" });
}

/** Those of these owners. */
export async function listWaitingOf(
  rows: RowReader,
  owners: readonly string[],
): Promise<readonly InstanceStatus[]> {
  const where = [["owner", "in", owners], ...waits] as const;
  return rows.find(instanceStatusTable, { where, orderBy: "requestedAt" });
}

/** Those with an award and no partition yet. */
export async function listAwarded(rows: RowReader): Promise<readonly InstanceStatus[]> {
  return rows.find(instanceStatusTable, {
    where: [["phase", "=", "awarded"]],
    orderBy: "requestedAt",
  });
}

/** The root of an owner's tree of this title, unless it is to be destroyed. */
export async function findRoot(
  rows: RowReader,
  owner: string,
  title: string,
): Promise<InstanceStatus | undefined> {
  const where = [["root", "=", rootKey(owner, title)]] as const;
  const found = await rows.find(instanceStatusTable, { where, orderBy: "requestedAt", limit: 1 });
  return found[0];
}

/**
 * The instances of a tree that are not destroyed: its root first, each before what it requested,
 * in the order in which they were requested.
 */
export async function listTree(rows: RowReader, tree: string): Promise<readonly InstanceStatus[]> {
  const where = [
    ["tree", "=", tree],
    ["phase", "!=", "destroyed"],
  ] as const;
  return fromRootDown(await rows.find(instanceStatusTable, { where, orderBy: "requestedAt" }));
}

/** The shared instances that are to run at this host, by reference: what it is told to serve. */
export async function findShared(
  rows: RowReader,
  host: string,
): Promise<readonly InstanceStatus[]> {
  return rows.find(instanceStatusTable, {
    where: [
      ["host", "=", host],
      ["state", "=", "started"],
    ],
  });
}

/** The same for many hosts at once, by the reference of the shared instance. */
export async function findSharedOf(
  rows: RowReader,
  hosts: readonly string[],
): Promise<readonly InstanceStatus[]> {
  if (hosts.length === 0) return [];
  return rows.find(instanceStatusTable, {
    where: [
      ["host", "in", hosts],
      ["state", "=", "started"],
    ],
  });
}

/** All shared instances that this host serves, those that are stopped as well, by reference. */
export async function listHosted(
  rows: RowReader,
  host: string,
): Promise<readonly InstanceStatus[]> {
  return rows.find(instanceStatusTable, { where: [["host", "=", host]] });
}

/** The same of many hosts at once. */
export async function listHostedByAny(
  rows: RowReader,
  hosts: readonly string[],
): Promise<readonly InstanceStatus[]> {
  return rows.find(instanceStatusTable, { where: [["host", "in", hosts]] });
}

/** The shared instances that some host serves, page by page, with the key to go on after. */
export async function pageHosted(
  rows: RowReader,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<{ readonly hosted: readonly InstanceStatus[]; readonly next: string | undefined }> {
  const where = [
    ["host", "!=", null],
    ["key", ">", after],
  ] as const;
  const hosted = await rows.find(instanceStatusTable, { where, limit });
  return { hosted, next: hosted.length === limit ? hosted.at(-1)?.instance : undefined };
}
