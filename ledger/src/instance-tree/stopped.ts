/** Says that an instance runs no more where it ran, and how many hours it was hosted there. */
import type { Draft, NodeId } from "@partita/schemas";
import { hostedUntil, hosting } from "#ledger/instance-tree/hosting.ts";
import type { Award, Instance } from "#ledger/instance-tree/tree.ts";

type Moment = { readonly tree: string; readonly owner: NodeId; readonly at: string };

export function stopped(
  { tree, owner, at }: Moment,
  found: Instance,
  given: Award,
): Draft<"instance-stopped"> {
  const { instance } = found;
  const { shared } = found.wish;
  const { award, computer } = given;
  return {
    ...hosting({ tree, instance, owner, shared }, given, "stopped"),
    ...hostedUntil(found, at),
    kind: "instance-stopped",
    detail: { instance, tree, award, computer },
  };
}
