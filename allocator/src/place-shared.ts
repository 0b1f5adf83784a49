/** Gives a shared instance to the one that serves it, or tells it why it waits. */
import { master } from "@partita/schemas";
import { commandId } from "#allocator/because.ts";
import { defer } from "#allocator/defer.ts";
import { chooseHost, type Host } from "#allocator/host.ts";
import type { Waiting } from "#allocator/place-waiting.ts";
import type { Ports } from "#allocator/ports.ts";

/** One that waits, with the instances that might serve it. */
export type Shared = Waiting & { readonly hosts: readonly Host[] };

export async function placeShared(ports: Ports, shared: Shared): Promise<void> {
  const hosting = chooseHost(shared.instance, shared.hosts);
  if ("reasons" in hosting) return defer(ports, shared, hosting.reasons);
  const { instance, because } = shared;
  const { instance: host, tree: hostTree, award, partition = "" } = hosting.host.instance;
  // Who can host has an award; the type of a status does not say so.
  if (award === undefined) return;
  const { computer, seller } = award;
  await ports.send({
    kind: "host-instance",
    id: commandId(because, "host-instance", instance.instance),
    actor: master,
    at: ports.clock.now(),
    streamId: instance.tree,
    causes: because.causes,
    detail: { instance: instance.instance, host, hostTree, computer, partition, seller },
  });
}
