/** The frame of what happens to an instance: hosting goes from its computer to its tree. */
import {
  type Frame,
  itemId,
  master,
  millisecondsBetween,
  type NodeId,
  ratio,
} from "@partita/schemas";
import { networkOf, projectOf } from "#ledger/ends.ts";
import type { Award, Instance } from "#ledger/instance-tree/tree.ts";

const millisecondsPerHour = "3600000";
/** Decimals of an hour that the resource `software-hosting` carries. */
const hourScale = 9;

type Hosted = {
  readonly tree: string;
  readonly instance: string;
  readonly owner: NodeId;
  readonly shared?: boolean | undefined;
};

/**
 * Until there is an award, the Master stands in for the computer and the seller to come. A shared
 * instance has no partition of its own: nothing is hosted for it.
 */
export function hosting(
  { tree, instance, owner, shared = false }: Hosted,
  award: Award | undefined,
  state: Frame["state"],
): Frame {
  const items = [itemId("instance-tree", tree), itemId("instance", instance)];
  return {
    resource: "software-hosting",
    quantity: shared ? "0" : "1",
    source: award === undefined ? master : networkOf(award.computer),
    destination: projectOf(tree),
    sourceSection: award?.seller ?? master,
    destinationSection: owner,
    items: award === undefined ? items : [...items, itemId("computer", award.computer)],
    state,
  };
}

/** The period of hosting that ends now, and its hours; nothing when the instance did not run. */
export function hostedUntil(
  { startedAt, wish }: Pick<Instance, "startedAt" | "wish">,
  stopsAt: string,
): Pick<Frame, "quantity" | "startsAt" | "stopsAt"> {
  if (wish.shared || startedAt === undefined || startedAt > stopsAt)
    return { quantity: "0", stopsAt };
  const milliseconds = String(millisecondsBetween(startedAt, stopsAt));
  const quantity = ratio(milliseconds, millisecondsPerHour, hourScale);
  return { quantity, startsAt: startedAt, stopsAt };
}
