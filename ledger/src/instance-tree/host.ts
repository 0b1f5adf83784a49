/** A shared instance is given to the one that serves it, and waits again when that one goes. */
import { type Command, type Draft, type DraftOf, type NodeId, refuse } from "@partita/schemas";
import type { Decision } from "#ledger/decider.ts";
import { hosting } from "#ledger/instance-tree/hosting.ts";
import { findAlive, hostedBy, type Instance, type Tree } from "#ledger/instance-tree/tree.ts";

type Answer = Decision<DraftOf<"instance-tree">>;

export function host(tree: Tree, command: Command<"host-instance">): Answer {
  const { streamId, id, detail } = command;
  const { instance, computer, seller } = detail;
  const { owner } = tree;
  const found = findAlive(tree, instance);
  if (owner === undefined || found === undefined) return refuse("no-such-instance", { instance });
  if (found.award?.host?.instance === detail.host) return { movements: [] };
  if (found.award !== undefined) return refuse("award-open", { award: found.award.award });
  if (!found.wish.shared || found.wish.state !== "started")
    return refuse("instance-not-waiting", { instance });
  if (detail.hostTree === streamId && !isHost(tree, command))
    return refuse("host-gone", { host: detail.host });
  // Only this one movement follows from the command, hence the award's id.
  const given = { award: `${id}/0`, computer, seller };
  const frame = hosting({ tree: streamId, instance, owner, shared: true }, given, "confirmed");
  const hosted = { ...detail, tree: streamId };
  return { movements: [{ ...frame, kind: "instance-hosted", detail: hosted }] };
}

/** A host of another tree is the allocator's to look at: no stream knows of another. */
function isHost(tree: Tree, { detail }: Command<"host-instance">): boolean {
  const serving = findAlive(tree, detail.host);
  if (serving === undefined || serving.wish.state === "destroyed") return false;
  return !serving.wish.shared && serving.award?.computer === detail.computer;
}

/** What an instance served within its tree, when it is gone from where it served. */
export function unhosted(
  tree: Tree & { readonly owner: NodeId },
  streamId: string,
  gone: Instance,
): readonly Draft<"award-lapsed">[] {
  return hostedBy(tree, gone).map((one) => lapsed(tree.owner, streamId, one, "host-gone"));
}

/** The award of an instance comes to nothing. */
export function lapsed(
  owner: NodeId,
  tree: string,
  { instance, award, wish: { shared } }: Instance,
  reason: string,
): Draft<"award-lapsed"> {
  const served = award?.host === undefined ? {} : { host: award.host.instance };
  return {
    ...hosting({ tree, instance, owner, shared }, award, "cancelled"),
    kind: "award-lapsed",
    detail: { instance, tree, award: award?.award ?? "", reason, ...served },
  };
}
