/** The rules of instances and computers, as the log alone tells whether they were kept. */
import assert from "node:assert/strict";
import type { Recorded } from "@partita/ledger";
import type { RowReader, Rows } from "@partita/projections";
import { findInstances } from "@partita/projections/instance-status/query.ts";
import { instantOf, type Movement } from "@partita/schemas";

/** What an agent lists no longer is given to nobody. */
export function retiringTakeNobody(recorded: readonly Recorded[]): void {
  const usable = new Map<string, ReadonlySet<string>>();
  for (const { movement, stream } of recorded) {
    if (movement.kind === "capacity-set") {
      const listed = movement.detail.partitions.filter(({ retiring }) => retiring !== true);
      usable.set(stream, new Set(listed.map(({ reference }) => reference)));
    }
    if (movement.kind === "partition-allocated") {
      const { partition } = movement.detail;
      assert.ok(usable.get(stream)?.has(partition), `${partition} of ${stream} is retiring`);
    }
  }
}

/** What is shared is served in the partition of another. */
export function sharedHoldNothing(movements: readonly Movement[]): void {
  const shared = new Set<string>();
  for (const { kind, detail } of movements) {
    if (kind === "instance-requested" && detail.shared === true) shared.add(detail.instance);
    if (kind === "partition-allocated" || kind === "instance-awarded")
      assert.ok(!shared.has(detail.instance), `${detail.instance} is shared and has a partition`);
    if (kind === "instance-hosted")
      assert.ok(shared.has(detail.instance), `${detail.instance} is hosted and not shared`);
  }
}

/** One recalculation for each cause and tree, and of those trees only that it concerns. */
export function bangsComeOnce(movements: readonly Movement[]): void {
  const concerned = new Map<string, readonly { readonly tree: string }[]>();
  const told = new Set<string>();
  for (const { kind, detail, causes, id } of movements) {
    if (kind === "computer-banged") concerned.set(id, detail.present);
    if (kind === "computer-lost") concerned.set(id, detail.held);
    if (kind !== "bang-raised") continue;
    for (const cause of causes) {
      const once = `${cause} ${detail.tree}`;
      assert.ok(!told.has(once), `${detail.tree} was banged twice because of ${cause}`);
      told.add(once);
      const trees = concerned.get(cause)?.map(({ tree }) => tree) ?? [detail.tree];
      assert.ok(trees.includes(detail.tree), `${cause} does not concern ${detail.tree}`);
    }
  }
}

/** Each tree on a computer that banged or was lost hears of it, unless it just heard the same. */
export function bangsReachAll(movements: readonly Movement[]): void {
  const raised = movements.filter((movement) => movement.kind === "bang-raised");
  const alive = aliveTrees(movements);
  for (const movement of movements) {
    const { kind, detail, items, recordedAt } = movement;
    if (kind !== "computer-banged" && kind !== "computer-lost") continue;
    const origin = kind === "computer-banged" ? "computer" : "computer-lost";
    const since = instantOf(Date.parse(recordedAt) - dampMilliseconds);
    const heard = raised.filter(
      (bang) =>
        bang.recordedAt >= since &&
        bang.detail.origin === origin &&
        bang.detail.message === detail.message &&
        items.includes(`computer:${bang.detail.computer}`),
    );
    const told = new Set(heard.map((bang) => bang.detail.tree));
    for (const { tree } of kind === "computer-banged" ? detail.present : detail.held)
      assert.ok(told.has(tree) || !alive.has(tree), `${tree} never heard of ${movement.id}`);
  }
}

/** As the deciders have it (ledger/src/recent-bangs.ts). */
const dampMilliseconds = 60_000;

function aliveTrees(movements: readonly Movement[]): ReadonlySet<string> {
  const treeOf = new Map<string, string>();
  for (const { kind, detail } of movements) {
    if (kind === "instance-requested") treeOf.set(detail.instance, detail.tree);
    if (kind === "instance-destroyed") treeOf.delete(detail.instance);
  }
  return new Set(treeOf.values());
}

export function nobodyPaysItself(movements: readonly Movement[]): void {
  for (const { kind, detail } of movements)
    if (kind === "invoice-issued")
      assert.notEqual(detail.seller, detail.buyer, `${detail.invoice} is to oneself`);
}

/** Whoever saw a revision knows whether anything was wished since. */
export async function revisionsCountWishes(
  { rows }: { readonly rows: Rows },
  movements: readonly Movement[],
): Promise<void> {
  const wishes = new Map<string, number>();
  for (const { kind, detail } of movements)
    if (kind === "instance-requested" || kind === "instance-amended" || kind === "instance-renamed")
      wishes.set(detail.instance, 1 + (wishes.get(detail.instance) ?? 0));
  const told = await rows.read(async (reader: RowReader) => {
    const found = await findInstances(reader, [...wishes.keys()]);
    return [...found.values()].map(({ instance, revision }) => [instance, revision] as const);
  });
  assert.deepEqual(new Map(told.toSorted()), new Map([...wishes].toSorted()));
}
