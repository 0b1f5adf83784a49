/** What may be done with computers: by themselves, by their owners, by the agent in charge. */
import type { RowReader } from "@partita/projections";
import { findComputer } from "@partita/projections/free-partitions/query.ts";
import { findInstance } from "@partita/projections/instance-status/query.ts";
import { itemId } from "@partita/schemas";
import { referenceIn } from "#api/identities.ts";
import { type Denial, deny } from "#api/problems.ts";
import type { Asking, Looking } from "#api/reach.ts";

type Judged = Promise<Denial | undefined>;

/** A computer is its own; anybody else's is the one that it registered. */
export async function ownComputer(asking: Asking, { rows }: Looking): Judged {
  const { computer = "" } = asking.to;
  return asking.identity.role === "computer"
    ? itself(asking, computer)
    : ownedComputer(asking, computer, rows);
}

function itself({ identity }: Asking, computer: string): Denial | undefined {
  return identity.actor === itemId("computer", computer) ? undefined : deny("not-yours");
}

async function ownedComputer({ identity }: Asking, computer: string, rows: RowReader): Judged {
  const found = await findComputer(rows, computer);
  if (found === undefined) return deny("no-such-computer", { facts: { computer } });
  return found.owner === identity.actor ? undefined : deny("not-yours", { facts: { computer } });
}

export async function ownComputers(asking: Asking, { rows }: Looking): Judged {
  for (const computer of textsIn(asking.detail.computers)) {
    const denial = await ownedComputer(asking, computer, rows);
    if (denial !== undefined) return denial;
  }
  return undefined;
}

export async function anyComputer({ to }: Asking, { rows }: Looking): Judged {
  const { computer = "" } = to;
  const found = await findComputer(rows, computer);
  return found === undefined ? deny("no-such-computer", { facts: { computer } }) : undefined;
}

/** The computer that an instance stands on. */
export async function itsComputer({ identity, to }: Asking, { rows }: Looking): Judged {
  const { computer = "" } = to;
  const status = await findInstance(rows, referenceIn(identity.actor));
  return status?.award?.computer === computer
    ? undefined
    : deny("not-yours", { facts: { computer } });
}

export async function inCharge(asking: Asking, { rows }: Looking): Judged {
  const { computer = "" } = asking.to;
  return itself(asking, computer) ?? agentInCharge(asking, computer, rows);
}

export async function agentInCharge({ detail }: Asking, computer: string, rows: RowReader): Judged {
  const agent = String(detail.agent);
  const found = await findComputer(rows, computer);
  if (found === undefined) return deny("no-such-computer", { facts: { computer } });
  return found.agent === agent ? undefined : deny("agent-not-in-charge", { facts: { agent } });
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
