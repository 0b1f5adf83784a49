/** Finds the instances that might serve a shared one, as they stand now. */
import type { RowReader } from "@partita/projections";
import { findComputer } from "@partita/projections/free-partitions/query.ts";
import { findInstance, listTree } from "@partita/projections/instance-status/query.ts";
import type { InstanceStatus } from "@partita/schemas";
import { canHost, type Host } from "#allocator/host.ts";

export async function findHosts(
  rows: RowReader,
  { tree, conditions }: InstanceStatus,
): Promise<readonly Host[]> {
  const named = conditions.instance_guid;
  const instances =
    named === undefined ? await listTree(rows, tree) : [await findInstance(rows, named)];
  const hosts: Host[] = [];
  for (const instance of instances.filter(canHost)) {
    const computer = await findComputer(rows, instance.award?.computer ?? "");
    if (computer !== undefined) hosts.push({ instance, computer });
  }
  return hosts;
}
