/** How much of a computer a caller sees: its agent all of it, others what is theirs. */
import type { RowReader } from "@partita/projections";
import { findInstances } from "@partita/projections/instance-status/query.ts";
import { itemId } from "@partita/schemas";
import type { Identity } from "#api/identities.ts";
import { outlineOf } from "#api/sight.ts";
import type { ComputerRows, ComputerView, PartitionView } from "#api/slap/computer-view.ts";

/** Instances whose parameters the caller may see; undefined: all. */
export type Own = ReadonlySet<string> | undefined;

export async function findOwn(
  rows: RowReader,
  { actor, role }: Identity,
  { duties }: ComputerRows,
): Promise<Own> {
  if (role !== "person" && role !== "organisation") return undefined;
  const hosted = duties.map(({ instance }) => instance);
  const found = await findInstances(rows, hosted);
  return new Set(hosted.filter((instance) => found.get(instance)?.owner === actor));
}

export function seenBy({ actor, role }: Identity, view: ComputerView, own: Own): ComputerView {
  if (role === "instance") {
    const isItself = ({ instance }: PartitionView) =>
      instance !== undefined && itemId("instance", instance.guid) === actor;
    return { ...view, partitions: view.partitions.filter(isItself), software: [] };
  }
  if (own === undefined) return view;
  return { ...view, partitions: view.partitions.map((one) => withoutCustomers(one, own)) };
}

/** An owner sees what stands in its computer, but not what customers put there. */
function withoutCustomers(view: PartitionView, own: ReadonlySet<string>): PartitionView {
  const { instance } = view;
  if (instance === undefined || own.has(instance.guid)) return view;
  const sharedInstances = instance.sharedInstances.map(outlineOf);
  return { ...view, instance: { ...outlineOf(instance), sharedInstances } };
}
