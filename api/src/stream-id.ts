/** Which stream a command speaks to: named in its path, found by what it is about, or derived. */
import type { RowReader } from "@partita/projections";
import {
  findCertificate,
  findEnrolment,
  findEnrolmentByHash,
  findToken,
} from "@partita/projections/identities/query.ts";
import { findInstance, findRoot } from "@partita/projections/instance-status/query.ts";
import { deriveReference, type StreamCategory } from "@partita/schemas";
import type { Asking } from "#api/reach.ts";

type Given = { readonly commandId: string; readonly rows: RowReader };
type StreamId = (asking: Asking, given: Given) => Promise<string | undefined>;

/** Undefined: there is no such instance, or nothing that was issued of this name. */
export const streamId: { readonly [C in StreamCategory]: StreamId } = {
  account: async ({ to }) => to.organisation,
  computer: async ({ to }) => to.computer,
  identity: holder,
  "instance-tree": tree,
  offer: async ({ to }, { commandId }) => to.offer ?? deriveReference("OFFER", commandId),
  usage: async ({ to }) => to.computer,
  webhook: async ({ to }, { commandId }) => to.webhook ?? deriveReference("HOOK", commandId),
};

/** A child lives in the tree of whoever requested it. */
async function tree(asking: Asking, { rows }: Given): Promise<string | undefined> {
  const { to, detail } = asking;
  const instance = to.instance ?? detail.requester;
  if (instance === undefined) return treeOfTitle(asking, rows);
  return (await findInstance(rows, String(instance)))?.tree;
}

/**
 * The tree whose root has this title now, for a root may have been renamed; else the owner's tree
 * that began with this title.
 */
async function treeOfTitle({ identity, detail }: Asking, rows: RowReader): Promise<string> {
  const title = String(detail.title);
  const alive = await findRoot(rows, identity.actor, title);
  return alive?.tree ?? deriveReference("TREE", identity.actor, title);
}

/** Streams of identities are named after their holders. */
async function holder(
  { identity, to, detail }: Asking,
  { rows }: Given,
): Promise<string | undefined> {
  const { certificate, enrolment, token } = to;
  if (certificate !== undefined && certificate !== "all")
    return (await findCertificate(rows, certificate))?.holder;
  if (enrolment !== undefined) return (await findEnrolment(rows, enrolment))?.holder;
  if (token !== undefined) return (await findToken(rows, token))?.holder;
  if (typeof detail.holder === "string") return detail.holder;
  // All of whom is not said: of whoever asks.
  if (certificate === "all") return identity.actor;
  return (await findEnrolmentByHash(rows, String(detail.tokenHash)))?.holder;
}
