/** Takes shared instances back from a host that is gone, or that stands elsewhere now. */
import type { RowReader } from "@partita/projections";
import { findInstances, listHostedByAny } from "@partita/projections/instance-status/query.ts";
import { deriveId, type InstanceStatus, master } from "@partita/schemas";
import { perStream } from "#allocator/per-stream.ts";
import type { Ports } from "#allocator/ports.ts";

/** A shared instance that has to find another host. */
export type Orphan = { readonly shared: InstanceStatus; readonly causes: readonly string[] };

/** Of these hosts, by reference, with the movement because of which each is looked at. */
export async function checkHosts(ports: Ports, hosts: ReadonlyMap<string, string>): Promise<void> {
  const orphans = await ports.rows.read(async (rows) => {
    const hosted = await listHostedByAny(rows, [...hosts.keys()]);
    if (hosted.length === 0) return [];
    return (await orphansAmong(rows, hosted)).map((shared) => {
      const cause = hosts.get(shared.host?.instance ?? "");
      return { shared, causes: cause === undefined ? [] : [cause] };
    });
  });
  await takeBack(ports, orphans);
}

/** It waits for a host again; its id comes from the award alone, which lapses once. */
export async function takeBack(ports: Ports, orphans: readonly Orphan[]): Promise<void> {
  await perStream(orphans, treeOf, async ({ shared: { instance, tree, award }, causes }) => {
    if (award === undefined) return;
    await ports.send({
      kind: "lapse-award",
      id: deriveId(award.award, "lapse-award", instance),
      actor: master,
      at: ports.clock.now(),
      streamId: tree,
      causes,
      detail: { instance, award: award.award, reason: "host-gone" },
    });
  });
}

/** Those whose host has no partition, or another one than it had when it took them. */
export async function orphansAmong(
  rows: RowReader,
  hosted: readonly InstanceStatus[],
): Promise<readonly InstanceStatus[]> {
  const names = hosted.flatMap(({ host }) => host?.instance ?? []);
  const hosts = await findInstances(rows, [...new Set(names)]);
  return hosted.filter((shared) => isOrphan(shared, hosts.get(shared.host?.instance ?? "")));
}

function isOrphan(shared: InstanceStatus, host: InstanceStatus | undefined): boolean {
  if (shared.award === undefined || shared.phase === "destroyed") return false;
  // One that is to be destroyed takes nobody on, but serves to its end.
  if (host === undefined || host.phase === "destroyed") return true;
  return host.award?.computer !== shared.award.computer || host.partition !== shared.partition;
}

function treeOf({ shared }: Orphan): string {
  return shared.tree;
}
