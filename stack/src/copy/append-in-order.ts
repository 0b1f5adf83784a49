/** Adds to a store by its port, one command after the other: slow, and the same for every store. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Appended,
  type MovementStore,
  OutcomeUnknown,
  type Recorded,
  StoreUnavailable,
} from "@partita/ledger";
import { movementKinds, type StreamCategory } from "@partita/schemas";
import { AnotherLog } from "./copy-log.ts";
import type { Written } from "./whole-commands.ts";

/** A store that stays away longer than these attempts take needs somebody's help. */
const attemptsMax = 6;
const pauseMilliseconds = 200;

/**
 * Each is acknowledged before the next is sent: only so is the order of the copy that of the log,
 * whatever fails meanwhile.
 */
export function appendInOrder(store: MovementStore): (page: readonly Written[]) => Promise<void> {
  return async (page) => {
    for (const written of page) await append(store, written);
  };
}

async function append(store: MovementStore, written: Written): Promise<void> {
  const [first] = written;
  if (first === undefined) return;
  const appended = await surely(() => {
    const { category, streamId } = placeOf(first);
    // Of its category, since it was read from a stream of this category.
    const movements = written.map(({ movement }) => movement) as never;
    return store.append(category, streamId, first.revision - 1, movements);
  });
  const where = `${first.movement.id} in ${first.stream}`;
  if (appended.status === "conflict")
    throw new AnotherLog(`${where}: the target's stream is not ${first.revision - 1} long`);
  if (appended.status === "too-large")
    throw new Error(`${where} has ${appended.bytes} bytes; the store takes ${appended.bytesMax}`);
  if (!isSame(written, appended.recorded))
    throw new AnotherLog(`${where} stands at another place in the target`);
}

/** Its ids make it safe to send again what may have been written. */
async function surely(send: () => Promise<Appended>): Promise<Appended> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (fault) {
      const mayPass = fault instanceof OutcomeUnknown || fault instanceof StoreUnavailable;
      if (!mayPass || attempt === attemptsMax) throw fault;
      await sleep(pauseMilliseconds * 2 ** attempt);
    }
  }
}

function isSame(written: Written, recorded: readonly Recorded[]): boolean {
  return (
    written.length === recorded.length &&
    written.every(
      ({ stream, revision }, index) =>
        recorded[index]?.stream === stream && recorded[index].revision === revision,
    )
  );
}

const categories: readonly StreamCategory[] = [
  ...new Set(movementKinds.map(({ stream }) => stream)),
];

function placeOf({ stream }: Recorded) {
  const category = categories.find((name) => stream.startsWith(`${name}-`));
  if (category === undefined)
    throw new Error(`this version of the house knows no streams like ${stream}`);
  return { category, streamId: stream.slice(category.length + 1) };
}
