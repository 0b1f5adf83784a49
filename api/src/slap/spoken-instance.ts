/** The instance that a call speaks of: what is in the partition, or a shared one that it serves. */
import { listHosted } from "@partita/projections/instance-status/query.ts";
import type { InstanceStatus } from "@partita/schemas";
import { type Denial, deny } from "#api/problems.ts";
import type { Call } from "#api/slap/endpoint.ts";
import { optional } from "#api/slap/given.ts";

/** By `slave_reference`, where it is given. */
export async function spokenInstance({
  ports,
  given,
  instance,
}: Call): Promise<InstanceStatus | Denial> {
  if (instance === undefined) return deny("no-such-instance");
  const reference = optional(given, "slave_reference");
  if (reference === undefined) return instance;
  const served = await ports.rows.read((rows) => listHosted(rows, instance.instance));
  const found = served.find((one) => one.instance === reference);
  return found ?? deny("no-such-instance", { facts: { instance: reference } });
}

export function isInstance(spoken: InstanceStatus | Denial): spoken is InstanceStatus {
  return "instance" in spoken;
}
