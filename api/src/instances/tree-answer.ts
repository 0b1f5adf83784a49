/** Answers what is in a tree: its owner sees all of it, its computers what runs on them. */
import { listTree } from "@partita/projections/instance-status/query.ts";
import type { Asked } from "#api/answers.ts";
import { deny } from "#api/problems.ts";
import { seen } from "#api/sight.ts";

/** A tree of which nothing can be seen is no tree. */
export async function instanceTree({ parameters, seeing, rows }: Asked<"instance-tree">) {
  const { tree } = parameters;
  const alive = await listTree(rows, tree);
  const instances = alive.flatMap((status) => seen(seeing, status) ?? []);
  const [first] = instances;
  if (first === undefined) return deny("no-such-tree", { facts: { tree } });
  return { tree, owner: first.owner, instances };
}
