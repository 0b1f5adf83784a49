/** Says that an instance is gone: on its agent's word, or at once when no agent ever saw it. */
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
  const named = award === undefined ? {} : { award: award.award, computer: award.computer };
  return {
    ...hosting({ tree, instance, owner }, award, "delivered"),
    ...hostedUntil(gone, at),
    kind: "instance-destroyed",
    detail: { instance, tree, ...named },
  };
}
