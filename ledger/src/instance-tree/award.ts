/** A request that waits is given to an offer, or told why it waits; an award may lapse. */
import { type Command, canonical, type DraftOf, itemId, refuse } from "@partita/schemas";
import type { Decision } from "#ledger/decider.ts";
import { destroyed } from "#ledger/instance-tree/destroyed.ts";
import { lapsed, unhosted } from "#ledger/instance-tree/host.ts";
import { hosting } from "#ledger/instance-tree/hosting.ts";
import { stopped } from "#ledger/instance-tree/stopped.ts";
import { findAlive, type Instance, type Tree } from "#ledger/instance-tree/tree.ts";

type Answer = Decision<DraftOf<"instance-tree">>;

export function award(tree: Tree, command: Command<"award-instance">): Answer {
  const { streamId, id, detail } = command;
  const { instance, offer, computer, seller, prices } = detail;
  const { owner } = tree;
  const found = findAlive(tree, instance);
  if (owner === undefined || found === undefined) return refuse("no-such-instance", { instance });
  const refused = notWaiting(found);
  if (refused !== undefined) return refused;
  // It waits for one that serves it, not for a partition.
  if (found.wish.shared) return refuse("instance-not-waiting", { instance });
  // Only this one movement follows from the command, hence the award's id.
  const given = { award: `${id}/0`, computer, seller };
  const frame = hosting({ tree: streamId, instance, owner }, given, "confirmed");
  const items = [...frame.items, itemId("offer", offer)];
  const priced = { unitPrice: prices.hourly, currency: prices.currency, items };
  const awarded = { ...detail, tree: streamId, buyer: owner };
  return { movements: [{ ...frame, ...priced, kind: "instance-awarded", detail: awarded }] };
}

/**
 * What ran under it ran until now: its hours count. What it served, if it was a host, waits again
 * too.
 */
export function lapse(tree: Tree, command: Command<"lapse-award">): Answer {
  const { streamId, at, detail } = command;
  const { owner } = tree;
  const found = findAlive(tree, detail.instance);
  if (owner === undefined || found?.award?.award !== detail.award) return { movements: [] };
  const moment = { tree: streamId, owner, at };
  const { award, startedAt, wish } = found;
  const over = [
    ...(startedAt === undefined || wish.shared ? [] : [stopped(moment, found, award)]),
    lapsed(owner, streamId, found, detail.reason),
    ...unhosted({ ...tree, owner }, streamId, found),
  ];
  if (wish.state !== "destroyed") return { movements: over };
  // It was to be destroyed, and now no agent will ever hear of it.
  const gone = destroyed(moment, { ...found, startedAt: undefined }, undefined);
  return { movements: [...over, gone] };
}

export function defer(tree: Tree, command: Command<"defer-allocation">): Answer {
  const { streamId, detail } = command;
  const { instance } = detail;
  const { owner } = tree;
  const found = findAlive(tree, instance);
  if (owner === undefined || found === undefined) return refuse("no-such-instance", { instance });
  const refused = notWaiting(found);
  if (refused !== undefined) return refused;
  const reasons = detail.reasons.toSorted((one, two) => (one.reason < two.reason ? -1 : 1));
  if (canonical(reasons) === canonical(found.reasons ?? null)) return { movements: [] };
  const { shared } = found.wish;
  const frame = hosting({ tree: streamId, instance, owner, shared }, undefined, "planned");
  const deferred = { instance, tree: streamId, reasons };
  return { movements: [{ ...frame, kind: "allocation-deferred", detail: deferred }] };
}

function notWaiting({ award, wish, instance }: Instance) {
  if (award !== undefined) return refuse("award-open", { award: award.award });
  if (wish.state !== "started") return refuse("instance-not-waiting", { instance });
  return undefined;
}
