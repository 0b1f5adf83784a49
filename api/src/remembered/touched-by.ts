/** The things that a movement is about: whatever was answered about one of them is asked anew. */
import type { Recorded } from "@partita/ledger";
import { type ItemId, itemId } from "@partita/schemas";

/** Fields of a detail that name a thing which need not be among the items. */
const naming = {
  tree: "instance-tree",
  hostTree: "instance-tree",
  instance: "instance",
  host: "instance",
  requester: "instance",
  computer: "computer",
} as const;

export function touchedBy({ movement, stream }: Recorded): readonly ItemId[] {
  const touched = new Set<ItemId>(movement.items);
  const detail: Readonly<Record<string, unknown>> = movement.detail;
  for (const [field, type] of Object.entries(naming)) {
    const named = detail[field];
    if (typeof named === "string") touched.add(itemId(type, named));
  }
  for (const named of listIn(detail.instances)) touched.add(itemId("instance", named));
  const owner = /^(computer|instance-tree)-(.+)$/.exec(stream);
  // The pattern admits these two words only.
  if (owner !== null) touched.add(itemId(owner[1] as "computer", owner[2] ?? ""));
  return [...touched];
}

function listIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
