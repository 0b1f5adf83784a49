/** Puts movements of a test into a log, each in the stream that it belongs to. */
import { type MovementStore, memoryStore, type Recorded, streamName } from "@partita/ledger";
import { type Movement, movementKinds, type StreamCategory } from "@partita/schemas";

/** The log of these movements, in their order, from position 1. */
export async function recorded(...movements: readonly Movement[]): Promise<readonly Recorded[]> {
  return (await storeOf(...movements)).readAll(0n, movements.length);
}

export async function storeOf(...movements: readonly Movement[]): Promise<MovementStore> {
  const store = memoryStore();
  await append(store, ...movements);
  return store;
}

/** A log as it is given, positions and all, to be read only. */
export function storeOfRecorded(log: readonly Recorded[]): MovementStore {
  return {
    ...memoryStore(),
    readAll: async (after, limit) => log.filter(({ position }) => position > after).slice(0, limit),
    head: async () => log.at(-1)?.position ?? 0n,
  };
}

/** Appends each movement as the answer to a command of its own. */
export async function append(store: MovementStore, ...movements: readonly Movement[]) {
  for (const movement of movements) {
    const [category, id] = streamOf(movement);
    const past = await store.read(category, id);
    // The category was found by the movement's kind, which a lookup forgets.
    const appended = await store.append(category, id, past.length, [movement as never]);
    if (appended.status !== "appended")
      throw new Error(`${streamName(category, id)}: ${appended.status}`);
  }
}

function streamOf(movement: Movement): readonly [StreamCategory, string] {
  const category = movementKinds.find(({ kind }) => kind === movement.kind)?.stream;
  if (category === undefined) throw new Error(`no movement kind ${movement.kind}`);
  return [category, ids[category](movement)];
}

const ids: { readonly [C in StreamCategory]: (movement: Movement) => string } = {
  account: ({ sourceSection }) => sourceSection,
  computer: (movement) => itemOf(movement, "computer"),
  identity: ({ kind, detail }) => {
    if (!("holder" in detail)) throw new Error(`this ${kind} names no holder`);
    return detail.holder;
  },
  "instance-tree": (movement) => itemOf(movement, "instance-tree"),
  offer: (movement) => itemOf(movement, "offer"),
  usage: (movement) => itemOf(movement, "computer"),
  webhook: (movement) => itemOf(movement, "webhook"),
};

function itemOf({ kind, items }: Movement, type: string): string {
  const item = items.find((one) => one.startsWith(`${type}:`));
  if (item === undefined) throw new Error(`this ${kind} names no ${type} among its items`);
  return item.slice(type.length + 1);
}
