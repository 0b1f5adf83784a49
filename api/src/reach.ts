/** What a command may be about: each reach is a question answered before the ledger decides. */
import type { MovementStore } from "@partita/ledger";
import type { RowReader } from "@partita/projections";
import { findComputer } from "@partita/projections/free-partitions/query.ts";
import { findInstance } from "@partita/projections/instance-status/query.ts";
import { listWebhooks } from "@partita/projections/webhooks/query.ts";
import { itemId, webhooksMax } from "@partita/schemas";
import type { Identity } from "#api/identities.ts";
import { type Denial, deny } from "#api/problems.ts";
import { isOn } from "#api/sight.ts";

/** A wish before it is a command: who, the names in the path, and what else the command says. */
export type Asking = {
  readonly identity: Identity;
  readonly detail: Readonly<Record<string, unknown>>;
  /** The names in the path: `computer`, `instance`, `offer`, `organisation`. */
  readonly to: Readonly<Record<string, string>>;
};
export type Looking = { readonly rows: RowReader; readonly store: MovementStore };

type Judge = (asking: Asking, looking: Looking) => Promise<Denial | undefined>;

/** Each reach in words, and how it is found out. */
export const reaches = {
  anything: { says: "anything; it will be its own", judge: async () => undefined },
  "own-books": { says: "its own books", judge: ownBooks },
  "own-computer": { says: "its own computer", judge: ownComputer },
  "own-computers": { says: "its own computers only", judge: ownComputers },
  "computer-in-charge": { says: "its own computer, by the agent in charge", judge: inCharge },
  "hosted-instance": { says: "an instance on it, by the agent in charge", judge: hostedInstance },
  "own-offer": { says: "its own offer, with its own computers", judge: ownOffer },
  "own-partition": { says: "an instance on it, which is the requester", judge: ownPartition },
  "any-webhook": { says: "any webhook", judge: async () => undefined },
  "one-more-webhook": { says: "an address of its own", judge: oneMoreWebhook },
  "own-webhook": { says: "its own webhook", judge: ownWebhook },
  "own-tree": { says: "its own instances", judge: ownTree },
} as const satisfies Record<string, { readonly says: string; readonly judge: Judge }>;

export type Reach = keyof typeof reaches;

async function ownBooks({ identity, to }: Asking): Promise<Denial | undefined> {
  return to.organisation === identity.actor ? undefined : deny("not-yours");
}

/** A computer is its own; an organisation's is the one that it registered. */
async function ownComputer(asking: Asking, { rows }: Looking): Promise<Denial | undefined> {
  const { computer = "" } = asking.to;
  return asking.identity.role === "computer"
    ? itself(asking, computer)
    : ownedComputer(asking, computer, rows);
}

function itself({ identity }: Asking, computer: string): Denial | undefined {
  return identity.actor === itemId("computer", computer) ? undefined : deny("not-yours");
}

async function ownedComputer(
  { identity }: Asking,
  computer: string,
  rows: RowReader,
): Promise<Denial | undefined> {
  const found = await findComputer(rows, computer);
  if (found === undefined) return deny("no-such-computer", { facts: { computer } });
  return found.owner === identity.actor ? undefined : deny("not-yours", { facts: { computer } });
}

async function ownComputers(asking: Asking, { rows }: Looking): Promise<Denial | undefined> {
  for (const computer of textsIn(asking.detail.computers)) {
    const denial = await ownedComputer(asking, computer, rows);
    if (denial !== undefined) return denial;
  }
  return undefined;
}

async function inCharge(asking: Asking, { rows }: Looking): Promise<Denial | undefined> {
  const { computer = "" } = asking.to;
  return itself(asking, computer) ?? agentInCharge(asking, computer, rows);
}

async function agentInCharge({ detail }: Asking, computer: string, rows: RowReader) {
  const agent = String(detail.agent);
  const found = await findComputer(rows, computer);
  if (found === undefined) return deny("no-such-computer", { facts: { computer } });
  return found.agent === agent ? undefined : deny("agent-not-in-charge", { facts: { agent } });
}

async function hostedInstance(asking: Asking, { rows }: Looking): Promise<Denial | undefined> {
  const { instance = "" } = asking.to;
  const status = await findInstance(rows, instance);
  if (status?.award === undefined || !isOn(asking.identity.actor, status))
    return deny("no-such-instance", { facts: { instance } });
  return agentInCharge(asking, status.award.computer, rows);
}

/** Read from the offer's own stream, since an offer that was withdrawn is on no market any more. */
async function ownOffer(asking: Asking, looking: Looking): Promise<Denial | undefined> {
  const { offer = "" } = asking.to;
  const [published] = await looking.store.read("offer", offer);
  if (published === undefined) return deny("no-such-offer", { facts: { offer } });
  if (published.movement.sourceSection !== asking.identity.actor)
    return deny("not-yours", { facts: { offer } });
  return ownComputers(asking, looking);
}

async function oneMoreWebhook({ identity }: Asking, { rows }: Looking) {
  const { actor, role } = identity;
  const owned = (await listWebhooks(rows, { owner: actor })).filter((one) => one.role === role);
  return owned.length < webhooksMax
    ? undefined
    : deny("too-many-webhooks", { facts: { max: `${webhooksMax}` } });
}

/** Read from its own stream: one that was just registered is its owner's already. */
async function ownWebhook({ identity, to }: Asking, { store }: Looking) {
  const { webhook = "" } = to;
  const [first] = await store.read("webhook", webhook);
  const { actor, role } = identity;
  const isOwn =
    first?.movement.kind === "webhook-registered" &&
    first.movement.detail.owner === actor &&
    first.movement.detail.role === role;
  return isOwn ? undefined : deny("no-such-webhook", { facts: { webhook } });
}

async function ownPartition(asking: Asking, { rows }: Looking): Promise<Denial | undefined> {
  const { requester } = asking.detail;
  if (requester === undefined) return deny("requester-unknown");
  const status = await findInstance(rows, String(requester));
  return status !== undefined && isOn(asking.identity.actor, status)
    ? undefined
    : deny("no-such-instance", { facts: { instance: String(requester) } });
}

/** Trees are found by their owner, hence always its own; a requester must stand in one of them. */
async function ownTree({ identity, detail }: Asking, { rows }: Looking) {
  const { requester } = detail;
  if (requester === undefined) return undefined;
  const status = await findInstance(rows, String(requester));
  return status?.owner === identity.actor
    ? undefined
    : deny("no-such-instance", { facts: { instance: String(requester) } });
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
