/** A request over SLAP: answered from the rows when it changes nothing, else by the ledger. */
import type { RowReader } from "@partita/projections";
import {
  findInstance,
  findRoot,
  findWanted,
  listInstances,
} from "@partita/projections/instance-status/query.ts";
import {
  type Conditions,
  canonical,
  type InstanceStatus,
  itemId,
  type RequestedState,
} from "@partita/schemas";
import { type Identity, referenceIn } from "#api/identities.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";
import {
  findInPartition,
  type InstanceRows,
  type InstanceView,
  lookAround,
  readInstance,
} from "#api/slap/instance-view.ts";
import { conditionsOf } from "#api/slap/sla.ts";
import { tell } from "#api/slap/tell.ts";

type Texts = Readonly<Record<string, string>>;

export type SlapWish = {
  readonly title: string;
  readonly softwareRelease: string;
  readonly softwareType: string;
  readonly state: RequestedState;
  readonly shared: boolean;
  readonly parameters: Texts;
  readonly sla: Texts;
  /** The partition that asks; absent: a person asks, or the instance whose certificate it is. */
  readonly from?: { readonly computer: string; readonly partition: string } | undefined;
};

/** `waits` is what there is of it meanwhile; absent: nothing, since it is gone or never was. */
export type Requested =
  | { readonly ready: InstanceView }
  | { readonly waits: InstanceView | undefined };

type Asked = { readonly wish: SlapWish; readonly conditions: Conditions };

type Found =
  /** What has this title already, is alive, and is what is asked for. */
  | { readonly unchanged: InstanceRows }
  /** The instance that asks; undefined: whoever asks has the tree. */
  | { readonly requester: string | undefined };

export async function requestOverSlap(
  ports: Ports,
  identity: Identity,
  wish: SlapWish,
): Promise<Requested | Denial> {
  const conditions = conditionsOf(wish.sla, wish.softwareType);
  const found = await ports.rows.read((rows) =>
    findRequested(rows, identity, { wish, conditions }),
  );
  if ("problem" in found) return found;
  if ("unchanged" in found) return answered(ports, wish, found.unchanged);
  const { requester } = found;
  const { title, softwareRelease, softwareType, state, parameters, shared } = wish;
  const asked = { title, softwareRelease, softwareType, state, parameters, conditions };
  const detail = {
    ...asked,
    ...(requester !== undefined && { requester }),
    ...(shared && { shared }),
  };
  const sent = await tell(ports, "request-instance", { identity, to: {}, detail });
  if ("problem" in sent) return sent;
  const after = sent.body.instance;
  if (after === undefined) return { waits: undefined };
  return answered(ports, wish, await ports.rows.read((rows) => readInstance(rows, after)));
}

async function answered(ports: Ports, wish: SlapWish, known: InstanceRows): Promise<Requested> {
  // SlapOS answers "not ready" to whoever has something destroyed, whatever is left of it.
  if (wish.state === "destroyed" || known.status.state === "destroyed") return { waits: undefined };
  const view = await lookAround(ports, known);
  return view.partition === undefined ? { waits: view } : { ready: view };
}

/** Reads at once all that an answer is made of when there is nothing to write, as is mostly so. */
async function findRequested(
  rows: RowReader,
  identity: Identity,
  { wish, conditions }: Asked,
): Promise<Found | Denial> {
  const asks = await requesterOf(rows, identity, wish);
  if (asks !== undefined && "problem" in asks) return asks;
  const { title } = wish;
  const requester = asks?.instance;
  const instance =
    asks === undefined
      ? await findRoot(rows, identity.actor, title)
      : await findWanted(rows, asks.tree, title);
  const isHeld = await isTreeStopped(rows, asks);
  return instance !== undefined && isUnchanged(instance, { wish, conditions, requester, isHeld })
    ? { unchanged: await readInstance(rows, instance) }
    : { requester };
}

/** Undefined: nobody but whoever owns the tree. */
async function requesterOf(
  rows: RowReader,
  { actor, role }: Identity,
  { from }: SlapWish,
): Promise<InstanceStatus | Denial | undefined> {
  if (from === undefined) {
    if (role !== "instance") return role === "computer" ? deny("requester-unknown") : undefined;
    const instance = referenceIn(actor);
    return (
      (await findInstance(rows, instance)) ?? deny("no-such-instance", { facts: { instance } })
    );
  }
  const found = await findInPartition(rows, from);
  const isAllowed =
    actor === itemId("computer", from.computer) ||
    (found !== undefined &&
      (actor === itemId("instance", found.instance) || actor === found.owner));
  if (!isAllowed) return deny("not-yours");
  return found ?? deny("requester-unknown");
}

async function isTreeStopped(rows: RowReader, asks: InstanceStatus | undefined): Promise<boolean> {
  if (asks === undefined) return false;
  if (asks.state === "stopped") return true;
  if (asks.requester === undefined) return false;
  const roots = await listInstances(rows, { tree: asks.tree, requester: null });
  return roots.some(({ phase, state }) => phase !== "destroyed" && state === "stopped");
}

type Compared = Asked & {
  readonly requester: string | undefined;
  /** The root is stopped, and so are all that it requested. */
  readonly isHeld: boolean;
};

/** Whether the ledger would write nothing: it judges by the same words. */
function isUnchanged(
  instance: InstanceStatus,
  { wish, conditions, requester, isHeld }: Compared,
): boolean {
  const state = isHeld && wish.state === "started" ? "stopped" : wish.state;
  return (
    instance.requester === requester &&
    instance.state === state &&
    instance.softwareRelease === wish.softwareRelease &&
    instance.softwareType === wish.softwareType &&
    (instance.shared ?? false) === wish.shared &&
    canonical(instance.parameters) === canonical(wish.parameters) &&
    canonical(instance.conditions) === canonical(conditions)
  );
}
