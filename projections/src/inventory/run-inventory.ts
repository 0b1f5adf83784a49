/** Keeps the inventory level with the log, from a checkpoint of its own. */
import { follow, type MovementStore, pagesOf, type Recorded } from "@partita/ledger";
import { entriesOf, keysTouched } from "#projections/inventory/entries-of.ts";
import type { Filling, InventoryChange, KeptInventory } from "#projections/inventory/inventory.ts";

/** Counted up when entries change their meaning: a new filling is made beside the old one. */
export const inventoryVersion = 1;

export type RunningInventory = {
  readonly store: MovementStore;
  readonly inventory: KeptInventory;
  readonly signal: AbortSignal;
};

/**
 * Runs until the signal aborts; throws when the store or the inventory fails. Several processes may
 * run it, and any may die: what one has taken changes nothing for the others.
 */
export async function runInventory({ store, inventory, signal }: RunningInventory): Promise<void> {
  await bringUp(store, inventory, signal);
  const from = await inventory.position();
  await follow(store, { from, take: (batch) => advance(inventory, batch), signal });
}

/** Brings it to the end of the log, once. */
export async function catchUpInventory(
  store: MovementStore,
  inventory: KeptInventory,
): Promise<void> {
  await bringUp(store, inventory);
  for await (const page of pagesOf(store, await inventory.position()))
    await advance(inventory, page);
}

/** Makes it anew from the whole log beside the live one, which answers meanwhile, and swaps. */
export async function rebuildInventory(
  store: MovementStore,
  inventory: KeptInventory,
): Promise<void> {
  await fill(store, inventory);
}

async function bringUp(
  store: MovementStore,
  inventory: KeptInventory,
  signal?: AbortSignal,
): Promise<void> {
  await inventory.dropReplaced();
  const live = await inventory.change(async ({ fillings }) => liveOf(fillings));
  if (live?.version !== inventoryVersion) await fill(store, inventory, signal);
}

/** What lies behind the checkpoint was taken already, by this process or another. */
async function advance(inventory: KeptInventory, batch: readonly Recorded[]): Promise<void> {
  await inventory.change(async (change) => {
    const live = liveOf(change.fillings);
    if (live?.version !== inventoryVersion)
      throw new Error(
        `the inventory is live in version ${live?.version ?? "none"}, ` +
          `this process knows ${inventoryVersion}: restart it`,
      );
    await take(change, live, batch);
  });
}

/** Goes on where another process, or this one before it was killed, left the filling. */
async function fill(
  store: MovementStore,
  inventory: KeptInventory,
  signal?: AbortSignal,
): Promise<void> {
  const begun = await inventory.change(beginning);
  for (;;) {
    const { position, isLive } = await inventory.change((change) => step(change, begun, []));
    if (isLive || isOver(signal)) break;
    let isShort = true;
    for await (const page of pagesOf(store, position)) {
      isShort = false;
      const reached = await inventory.change((change) => step(change, begun, page));
      if (reached.isLive || isOver(signal)) break;
    }
    if (isShort)
      throw new Error(
        `the inventory reflects more than the log, which ends at ${position}: ` +
          "is it the log that it was made from?",
      );
  }
  await inventory.dropReplaced();
}

function isOver(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** The filling that is under way, or a new one; an older house's is given up. */
async function beginning(change: InventoryChange): Promise<Filling> {
  const filling = change.fillings.filter(({ state }) => state === "filling");
  const mine = filling.find(({ version }) => version === inventoryVersion);
  for (const other of filling) if (other !== mine) await change.replace(other);
  return mine ?? change.begin(inventoryVersion);
}

/** Takes a batch, and goes live when the filling stands level with the live one. */
async function step(change: InventoryChange, begun: Filling, batch: readonly Recorded[]) {
  const mine = found(change.fillings, begun);
  if (mine.state === "live") return { position: mine.position, isLive: true };
  const position = await take(change, mine, batch);
  const isLive = position >= (liveOf(change.fillings)?.position ?? 0n);
  if (isLive) await change.goLive(mine);
  return { position, isLive };
}

/** Answers how far the filling has come. */
async function take(
  change: InventoryChange,
  filling: Filling,
  batch: readonly Recorded[],
): Promise<bigint> {
  const fresh = batch.filter(({ position }) => position > filling.position);
  const last = fresh.at(-1);
  if (last === undefined) return filling.position;
  const standings = await change.standings(filling, keysTouched(fresh));
  await change.add(filling, entriesOf(fresh, standings), last.position);
  return last.position;
}

function found(fillings: readonly Filling[], begun: Filling): Filling {
  const mine = fillings.find(({ generation }) => generation === begun.generation);
  if (mine === undefined || mine.state === "replaced")
    throw new Error("another process gave up the filling of the inventory: rebuild it again");
  return mine;
}

function liveOf(fillings: readonly Filling[]): Filling | undefined {
  return fillings.find(({ state }) => state === "live");
}
