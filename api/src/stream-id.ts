/** Which stream a command speaks to: named in its path, found by its instance, or derived. */
import type { RowReader } from "@partita/projections";
import { findInstance } from "@partita/projections/instance-status/query.ts";
import { deriveReference, type StreamCategory } from "@partita/schemas";
import type { Asking } from "#api/reach.ts";

type Given = { readonly commandId: string; readonly rows: RowReader };
type StreamId = (asking: Asking, given: Given) => Promise<string | undefined>;

/** Undefined: there is no such instance. */
export const streamId: { readonly [C in StreamCategory]: StreamId } = {
  account: async ({ to }) => to.organisation,
  computer: async ({ to }) => to.computer,
  "instance-tree": tree,
  offer: async ({ to }, { commandId }) => to.offer ?? deriveReference("OFFER", commandId),
  usage: async ({ to }) => to.computer,
  webhook: async ({ to }, { commandId }) => to.webhook ?? deriveReference("HOOK", commandId),
};

/** An owner's title is one tree for ever; a child lives in the tree of whoever requested it. */
async function tree(
  { identity, to, detail }: Asking,
  { rows }: Given,
): Promise<string | undefined> {
  const instance = to.instance ?? detail.requester;
  if (instance === undefined) return deriveReference("TREE", identity.actor, String(detail.title));
  return (await findInstance(rows, String(instance)))?.tree;
}
