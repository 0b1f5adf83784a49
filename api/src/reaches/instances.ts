/** What may be done with instances: by their owners, by themselves, and by whoever runs them. */
import type { RowReader } from "@partita/projections";
import { findInstance } from "@partita/projections/instance-status/query.ts";
import type { InstanceStatus } from "@partita/schemas";
import { referenceIn } from "#api/identities.ts";
import { type Denial, deny } from "#api/problems.ts";
import type { Asking, Looking } from "#api/reach.ts";
import { agentInCharge } from "#api/reaches/computers.ts";
import { isOn } from "#api/sight.ts";

type Judged = Promise<Denial | undefined>;
type Holds = (status: InstanceStatus, rows: RowReader) => boolean | Promise<boolean>;

export async function ownInstance({ identity, to }: Asking, looking: Looking): Judged {
  return named(to.instance, looking, ({ owner }) => owner === identity.actor);
}

/** Shared instances stand where their host does. */
export async function instanceOnIt({ identity, to }: Asking, looking: Looking): Judged {
  return named(to.instance, looking, (status) => isOn(identity.actor, status));
}

export async function instanceInCharge(asking: Asking, looking: Looking): Judged {
  const { instance = "" } = asking.to;
  const status = await findInstance(looking.rows, instance);
  if (status?.award === undefined || !isOn(asking.identity.actor, status)) return noSuch(instance);
  return agentInCharge(asking, status.award.computer, looking.rows);
}

/** What was requested from a partition of a computer, that computer may have ended. */
export async function childOfHosted({ identity, to }: Asking, looking: Looking): Judged {
  return named(to.instance, looking, async ({ requester }, rows) => {
    const parent = requester === undefined ? undefined : await findInstance(rows, requester);
    return parent !== undefined && isOn(identity.actor, parent);
  });
}

/** Itself, or a shared one that it serves. */
export async function itself({ identity, to }: Asking, looking: Looking): Judged {
  const own = referenceIn(identity.actor);
  return named(to.instance, looking, (status) => isItself(status, own));
}

export async function ownChild({ identity, to }: Asking, looking: Looking): Judged {
  const own = referenceIn(identity.actor);
  return named(to.instance, looking, ({ requester }) => requester === own);
}

/** All that stand in its tree, and the shared ones that it serves. */
export async function inItsTree({ identity, to }: Asking, looking: Looking): Judged {
  const own = referenceIn(identity.actor);
  return named(to.instance, looking, async (status, rows) => {
    const acting = await findInstance(rows, own);
    return isItself(status, own) || (acting !== undefined && acting.tree === status.tree);
  });
}

function isItself({ instance, host }: InstanceStatus, own: string): boolean {
  return instance === own || host?.instance === own;
}

export async function ownPartition({ identity, detail }: Asking, looking: Looking): Judged {
  const { requester } = detail;
  if (requester === undefined) return deny("requester-unknown");
  return named(String(requester), looking, (status) => isOn(identity.actor, status));
}

export async function asItself({ identity, detail }: Asking, looking: Looking): Judged {
  const { requester } = detail;
  if (requester === undefined) return deny("requester-unknown");
  const own = referenceIn(identity.actor);
  return named(String(requester), looking, ({ instance }) => instance === own);
}

/** Trees are found by their owner, hence always its own; a requester must stand in one of them. */
export async function ownTree({ identity, detail }: Asking, looking: Looking): Judged {
  const { requester } = detail;
  if (requester === undefined) return undefined;
  return named(String(requester), looking, ({ owner }) => owner === identity.actor);
}

/** Whoever may not deal with an instance does not learn either whether it is there. */
async function named(instance = "", { rows }: Looking, holds: Holds): Judged {
  const status = await findInstance(rows, instance);
  return status !== undefined && (await holds(status, rows)) ? undefined : noSuch(instance);
}

function noSuch(instance: string): Denial {
  return deny("no-such-instance", { facts: { instance } });
}
