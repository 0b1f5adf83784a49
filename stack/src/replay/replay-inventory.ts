/**
 * The digest of an inventory: of the one that is kept, and of one that is made anew from the log
 * without keeping more of it than what stands.
 */

import type { MovementStore, Position } from "@partita/ledger";
import { catchUpInventory, type Inventory, type KeptInventory } from "@partita/projections";
import { canonical, digestOf } from "@partita/schemas";

type Entry = Awaited<ReturnType<Inventory["entries"]>>[number];
type Change = Parameters<Parameters<KeptInventory["change"]>[0]>[0];
type Filling = Change["fillings"][number];

const pageEntriesMax = 1_000;

/** Of the entries up to a position, chained in the order of the log. */
export async function inventoryDigest(inventory: Inventory, until: Position): Promise<string> {
  let chained = digestOf("");
  let after: Pick<Entry, "position" | "index"> = { position: 0n, index: 0 };
  for (;;) {
    const page = await inventory.entries(after, pageEntriesMax);
    const wanted = page.filter(({ position }) => position <= until);
    chained = wanted.reduce(chain, chained);
    after = page.at(-1) ?? after;
    if (page.length < pageEntriesMax || wanted.length < page.length) return chained;
  }
}

/** The same of what the log says. */
export async function replayedInventoryDigest(store: MovementStore): Promise<string> {
  let chained = digestOf("");
  const standings = new Map<string, NonNullable<ReturnType<Standings["get"]>>>();
  let filling: Filling | undefined;

  const change: Change = {
    get fillings() {
      return filling === undefined ? [] : [filling];
    },
    begin: async (version) => {
      filling = { generation: 1, version, state: "filling", position: 0n };
      return filling;
    },
    standings: async (_, keys) => new Map(keys.map((key) => [key, standings.get(key)])),
    add: async (begun, folded, position) => {
      chained = folded.entries.reduce(chain, chained);
      for (const [key, holding] of folded.standings)
        if (holding === undefined) standings.delete(key);
        else standings.set(key, holding);
      filling = { ...begun, position };
    },
    goLive: async (begun) => {
      filling = { ...(filling ?? begun), state: "live" };
    },
    replace: async () => undefined,
  };
  // Catching up changes it, asks how far it is, and nothing else.
  const inventory = {
    change: (work: (open: Change) => Promise<unknown>) => work(change),
    position: async () => filling?.position ?? 0n,
    dropReplaced: async () => undefined,
  } as unknown as KeptInventory;
  await catchUpInventory(store, inventory);
  return chained;
}

type Standings = Awaited<ReturnType<Change["standings"]>>;

function chain(before: string, { position, ...entry }: Entry): string {
  return digestOf(before + canonical({ ...entry, position: String(position) }));
}
