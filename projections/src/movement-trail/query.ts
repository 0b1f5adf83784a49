/** Asks what happened to an instance and its tree. */
import type { TrailStep } from "@partita/schemas";
import { findInstance, listInstances } from "#projections/instance-status/query.ts";
import { movementTrailTable, type TrailRow } from "#projections/movement-trail/table.ts";
import type { RowReader, Where } from "#projections/rows/rows.ts";

/** Steps of a tree's life: more than a person reads, and more than most trees will see. */
export const lifeStepsMax = 5000;
/**
 * Lines of usage in a trail: a few show how a request is metered, all of them are in usage-by-
 * period.
 */
export const usageStepsMax = 100;

export type Trail = { readonly tree: string; readonly steps: readonly TrailStep[] };

/**
 * In the order of the log: what names the tree, and the invoices that bill one of its instances.
 */
export async function findTrail(rows: RowReader, instance: string): Promise<Trail | undefined> {
  const status = await findInstance(rows, instance);
  if (status === undefined) return undefined;
  const { tree } = status;
  const members = await listInstances(rows, { tree });
  const subjects = [tree, ...members.map((member) => member.instance)];
  const life = await find(rows, subjects, ["kind", "!=", "usage-reported"], lifeStepsMax);
  const usage = await find(rows, [tree], ["kind", "=", "usage-reported"], usageStepsMax);
  return { tree, steps: inOrder([...life, ...usage]) };
}

async function find(
  rows: RowReader,
  subjects: readonly string[],
  kind: Where,
  limit: number,
): Promise<readonly TrailRow[]> {
  const where = [["subject", "in", subjects], kind] as const;
  return rows.find(movementTrailTable, { where, orderBy: "position", limit });
}

/** An invoice that bills two instances of the tree is one step all the same. */
function inOrder(rows: readonly TrailRow[]): readonly TrailStep[] {
  const steps = new Map(rows.map(({ subject: _, ...step }) => [step.movement, step]));
  return [...steps.values()].sort((left, right) =>
    BigInt(left.position) < BigInt(right.position) ? -1 : 1,
  );
}
