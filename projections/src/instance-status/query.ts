/** Asks what has become of instances. */
import { type InstanceStatus, instanceListMax } from "@partita/schemas";
import { instanceStatusTable } from "#projections/instance-status/table.ts";
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

/**
 * Those that are to be started and have no award yet, in the order in which they were requested.
 */
export async function listWaiting(rows: RowReader): Promise<readonly InstanceStatus[]> {
  return rows.find(instanceStatusTable, {
    where: [
      ["phase", "in", ["requested", "deferred"]],
      ["state", "=", "started"],
    ],
    orderBy: "requestedAt",
  });
}

/** Those with an award and no partition yet. */
export async function listAwarded(rows: RowReader): Promise<readonly InstanceStatus[]> {
  return rows.find(instanceStatusTable, {
    where: [["phase", "=", "awarded"]],
    orderBy: "requestedAt",
  });
}
