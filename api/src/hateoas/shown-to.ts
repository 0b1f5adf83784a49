/** What a caller of SlapOS's command line may see of an instance. */
import type { RowReader } from "@partita/projections";
import { findInstance } from "@partita/projections/instance-status/query.ts";
import type { InstanceStatus } from "@partita/schemas";
import { sightOf } from "#api/authorise.ts";
import type { Identity } from "#api/identities.ts";
import { seen } from "#api/sight.ts";

/** Undefined: not even that it exists. */
export async function shownTo(
  rows: RowReader,
  identity: Identity,
  status: InstanceStatus,
): Promise<InstanceStatus | undefined> {
  if (identity.role === "instance") return inItsTree(rows, identity, status);
  const allowed = sightOf("instance-status", identity);
  return "problem" in allowed ? undefined : seen(allowed.seeing, status);
}

/** An instance sees its own tree, and the shared instances that it serves. */
async function inItsTree(rows: RowReader, { actor }: Identity, status: InstanceStatus) {
  const own = await findInstance(rows, referenceIn(actor));
  if (own === undefined || own.phase === "destroyed") return undefined;
  return own.tree === status.tree || own.instance === status.host?.instance ? status : undefined;
}

/** `INST-1` of `instance:INST-1`. */
export function referenceIn(actor: string): string {
  return actor.slice(actor.indexOf(":") + 1);
}
