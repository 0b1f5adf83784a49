/**
 * In which order instances are stopped: each before those that it requested, for it may still need
 * them.
 */

type Requesting = {
  readonly instance: string;
  readonly requested?: { readonly children: readonly { readonly instance: string }[] };
};

/** Partitions, parents first; what is not related keeps its order. */
export function stopOrder(memories: ReadonlyMap<string, Requesting>): readonly string[] {
  const partitions = new Map(
    [...memories].map(([partition, { instance }]) => [instance, partition]),
  );
  const childrenFirst: string[] = [];
  const visited = new Set<string>();
  const visit = (partition: string | undefined): void => {
    if (partition === undefined || visited.has(partition)) return;
    visited.add(partition);
    const children = memories.get(partition)?.requested?.children ?? [];
    for (const { instance } of [...children].reverse()) visit(partitions.get(instance));
    childrenFirst.push(partition);
  };
  for (const partition of [...memories.keys()].reverse()) visit(partition);
  return childrenFirst.reverse();
}
