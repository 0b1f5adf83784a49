/** What an answer is about: it is good until the log speaks of one of these. */
import { type ItemId, itemId } from "@partita/schemas";
import type { ComputerView } from "#api/slap/computer-view.ts";
import type { InstanceView } from "#api/slap/instance-view.ts";

/** Movements about a shared instance name the one that serves it. */
export function instanceStandsOn({ guid, tree, computer }: InstanceView): readonly ItemId[] {
  const own = [itemId("instance", guid), itemId("instance-tree", tree)];
  return computer === undefined ? own : [...own, itemId("computer", computer)];
}

export function standsOn({ computer, partitions }: ComputerView): readonly ItemId[] {
  const instances = partitions.flatMap(({ instance }) => instance ?? []);
  return [...new Set([itemId("computer", computer), ...instances.flatMap(instanceStandsOn)])];
}
