/** Where in the log each thing was last spoken of: whether an answer given then is good still. */
import { follow, type MovementStore, type Recorded } from "@partita/ledger";
import type { ItemId } from "@partita/schemas";
import { touchedBy } from "#api/remembered/touched-by.ts";

export type Changes = {
  /** Counts whatever is taken in: as long as it stands still, nothing has changed. */
  readonly version: () => number;
  /** In any order: what this process wrote itself it knows before it reads it. */
  readonly take: (recorded: readonly Recorded[]) => void;
  /** Something that is in no movement changed, as far as this process knows: a contact's text. */
  readonly touch: (thing: ItemId) => void;
  /** Whether one of these changed since, as far as is remembered; what is forgotten did. */
  readonly changedSince: (things: readonly ItemId[], since: Since) => boolean;
};

/** The position that rows were read at, and the version of before they were read. */
export type Since = { readonly position: bigint; readonly version: number };

/** Things remembered per generation: two of them are some 100 MB at most, and days of a market. */
const thingsMax = 300_000;

/** Nothing is known of what came before `from`: answers from before it are never good. */
export function changesSince(from: bigint, limit = thingsMax): Changes {
  const spoken = lastTimes(from, limit, laterPosition);
  const touched = lastTimes(0, limit, Math.max);
  let version = 0;
  return {
    version: () => version,
    take: (batch) => {
      for (const recorded of batch)
        for (const thing of touchedBy(recorded)) spoken.note(thing, recorded.position);
      version += 1;
    },
    touch: (thing) => {
      version += 1;
      touched.note(thing, version);
    },
    changedSince: (things, since) =>
      things.some(
        (thing) => spoken.last(thing) > since.position || touched.last(thing) > since.version,
      ) || spoken.floor() > since.position,
  };
}

/** Follows the log into `changes` until the signal aborts; throws when the store fails. */
export function followChanges(
  store: MovementStore,
  { from, changes, signal }: Following,
): Promise<void> {
  return follow(store, { from, take: async (batch) => changes.take(batch), signal });
}

type Following = {
  /** The head of the log when the changes began to be gathered. */
  readonly from: bigint;
  readonly changes: Changes;
  readonly signal: AbortSignal;
};

type LastTimes<Time> = {
  readonly note: (thing: ItemId, time: Time) => void;
  /** Of what is not known it is the time up to which everything was forgotten. */
  readonly last: (thing: ItemId) => Time;
  readonly floor: () => Time;
};

/** Two generations: when the younger is full, the older is forgotten. */
function lastTimes<Time>(
  start: Time,
  limit: number,
  later: (one: Time, other: Time) => Time,
): LastTimes<Time> {
  let floor = start;
  let young = new Map<ItemId, Time>();
  let old = new Map<ItemId, Time>();
  const turn = () => {
    for (const time of old.values()) floor = later(floor, time);
    old = young;
    young = new Map();
  };
  const last = (thing: ItemId) => young.get(thing) ?? old.get(thing) ?? floor;
  return {
    last,
    floor: () => floor,
    note: (thing, time) => {
      young.set(thing, later(last(thing), time));
      if (young.size >= limit) turn();
    },
  };
}

function laterPosition(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
