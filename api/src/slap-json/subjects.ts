/** What a call of the JSON-RPC API is about: an instance or a computer that has to be there. */
import { findComputer } from "@partita/projections/free-partitions/query.ts";
import { findInstance } from "@partita/projections/instance-status/query.ts";
import type { ComputerOnMarket, InstanceStatus } from "@partita/schemas";
import type { Ports } from "#api/ports.ts";
import { denyListed, type JsonDenial } from "#api/slap-json/json-denial.ts";

/** Undefined: there is none, or none any more. */
export async function findAlive(
  { rows }: Ports,
  instance: string,
): Promise<InstanceStatus | undefined> {
  const status = await rows.read((reader) => findInstance(reader, instance));
  return status?.phase === "destroyed" ? undefined : status;
}

export function noInstance(instance: string): JsonDenial {
  return denyListed("SOFTWARE-INSTANCE-NOT-FOUND", `No instance is called ${instance}.`);
}

export async function findRegistered(
  { rows }: Ports,
  computer: string,
): Promise<ComputerOnMarket | undefined> {
  return rows.read((reader) => findComputer(reader, computer));
}

export function noComputer(computer: string): JsonDenial {
  return denyListed("COMPUTE-NODE-NOT-FOUND", `No compute node is called ${computer}.`);
}
