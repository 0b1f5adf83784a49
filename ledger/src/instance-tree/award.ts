/** A request that waits is given to an offer, or told why it waits; an award may lapse. */
import { type Command, canonical, type DraftOf, itemId, refuse } from "@partita/schemas";
import type { Decision } from "#ledger/decider.ts";
import { destroyed } from "#ledger/instance-tree/destroyed.ts";
import { hosting } from "#ledger/instance-tree/hosting.ts";
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
  // Only this one movement follows from the command, hence the award's id.
  const given = { award: `${id}/0`, computer, seller };
  const frame = hosting({ tree: streamId, instance, owner }, given, "confirmed");
  const items = [...frame.items, itemId("offer", offer)];
  const priced = { unitPrice: prices.hourly, currency: prices.currency, items };
  const awarded = { ...detail, tree: streamId, buyer: owner };
  return { movements: [{ ...frame, ...priced, kind: "instance-awarded", detail: awarded }] };
}

export function lapse(tree: Tree, command: Command<"lapse-award">): Answer {
  const { streamId, at, detail } = command;
  const { owner } = tree;
  const found = findAlive(tree, detail.instance);
  if (owner === undefined || found?.award?.award !== detail.award) return { movements: [] };
  const { instance } = found;
  const frame = hosting({ tree: streamId, instance, owner }, found.award, "cancelled");
  const lapsed = { ...frame, kind: "award-lapsed", detail: { ...detail, tree: streamId } } as const;
  if (found.wish.state !== "destroyed") return { movements: [lapsed] };
  // It was to be destroyed, and now no agent will ever hear of it.
  const gone = destroyed({ tree: streamId, owner, at }, found, undefined);
  return { movements: [lapsed, gone] };
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
  const frame = hosting({ tree: streamId, instance, owner }, undefined, "planned");
  const deferred = { instance, tree: streamId, reasons };
  return { movements: [{ ...frame, kind: "allocation-deferred", detail: deferred }] };
}

function notWaiting({ award, wish, instance }: Instance) {
  if (award !== undefined) return refuse("award-open", { award: award.award });
  if (wish.state !== "started") return refuse("instance-not-waiting", { instance });
  return undefined;
}
