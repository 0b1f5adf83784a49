/** Says that an instance is gone: on its agent's word, or at once when it had no partition. */
import type { Draft, NodeId } from "@partita/schemas";
import { hostedUntil, hosting } from "#ledger/instance-tree/hosting.ts";
import type { Award, Instance } from "#ledger/instance-tree/tree.ts";

type Moment = { readonly tree: string; readonly owner: NodeId; readonly at: string };

export function destroyed(
  { tree, owner, at }: Moment,
  gone: Instance,
  award: Award | undefined,
): Draft<"instance-destroyed"> {
  const { instance } = gone;
  const { shared } = gone.wish;
  return {
    ...hosting({ tree, instance, owner, shared }, award, "delivered"),
    ...hostedUntil(gone, at),
    kind: "instance-destroyed",
    detail: { instance, tree, ...named(award) },
  };
}

/** A shared instance names who served it: there is no partition to be given back. */
function named(award: Award | undefined) {
  if (award === undefined) return {};
  const { award: id, computer, host } = award;
  return host === undefined ? { award: id, computer } : { computer, host: host.instance };
}
