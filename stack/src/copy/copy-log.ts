/**
 * Copies a log into another store, movement by movement in global order, and proves afterwards that
 * both have one root. What is there already is compared, not written again.
 */
import { type MovementStore, type Position, pagesOf, type Recorded } from "@partita/ledger";
import { type Frontier, frontier } from "@partita/schemas/log/frontier.ts";
import { leafHash } from "@partita/schemas/log/hashes.ts";
import { leafText } from "@partita/schemas/log/leaf-text.ts";
import { type Written, wholeCommands } from "./whole-commands.ts";

export type Copying = {
  readonly source: MovementStore;
  readonly target: Target;
  /** Told now and then how far it is. */
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal;
};

export type Target = {
  readonly store: MovementStore;
  /** Adds these at the end of the log, in this order, durably; throws when that is not possible. */
  readonly add: (page: readonly Written[]) => Promise<void>;
};

export type Progress = {
  readonly doing: "comparing" | "copying" | "proving";
  readonly movements: number;
  readonly position: Position;
  readonly until: Position;
};

export type Copied = {
  readonly movements: number;
  /** Of these, what was there before. */
  readonly found: number;
  /** Roots after RFC 6962, in hex, each of what was read back from its own store. */
  readonly sourceRoot: string;
  readonly targetRoot: string;
};

/** The target holds what the source does not: it is not a copy, and stays as it is. */
export class AnotherLog extends Error {
  override readonly name = "AnotherLog";
}

/** Copies what the source holds when it begins. Throws AnotherLog, or what a store throws. */
export async function copyLog({ source, target, progress, signal }: Copying): Promise<Copied> {
  const until = await source.head();
  const theirs = frontier();
  const ours = frontier();
  const log = noticed(movementsOf(source, 0n, until), (recorded) => {
    signal.throwIfAborted();
    theirs.add(hashOf(recorded));
  });
  const tell = (doing: Progress["doing"], movements: number, position: Position) =>
    progress({ doing, movements, position, until });

  const last = await compared(log, target.store, (recorded) => {
    ours.add(hashOf(recorded));
    tell("comparing", ours.size(), recorded.position);
  });
  const found = ours.size();
  for await (const page of wholeCommands(log)) {
    await target.add(page);
    tell("copying", theirs.size(), page.at(-1)?.at(-1)?.position ?? 0n);
  }
  for await (const recorded of movementsOf(target.store, last)) {
    signal.throwIfAborted();
    ours.add(hashOf(recorded));
    tell("proving", ours.size(), recorded.position);
  }
  return { movements: theirs.size(), found, sourceRoot: hex(theirs), targetRoot: hex(ours) };
}

/** Answers where the target ends; throws when it is not a beginning of the source. */
async function compared(
  log: AsyncIterator<Recorded>,
  target: MovementStore,
  same: (recorded: Recorded) => void,
): Promise<Position> {
  let last = 0n;
  let place = 0;
  for await (const found of movementsOf(target, 0n)) {
    place += 1;
    const { value: wanted, done } = await log.next();
    if (done === true)
      throw new AnotherLog(
        `the target holds more than the source: its movement ${place} is ${found.movement.id}`,
      );
    if (leafText(found) !== leafText(wanted))
      throw new AnotherLog(
        `the target holds another log: its movement ${place} is ${nameOf(found)}, ` +
          `where the source has ${nameOf(wanted)}`,
      );
    same(found);
    last = found.position;
  }
  return last;
}

function nameOf({ movement, stream, revision }: Recorded): string {
  return `${movement.id} (${stream}, revision ${revision})`;
}

async function* movementsOf(store: MovementStore, after: Position, until?: Position) {
  if (until !== undefined && until <= after) return;
  const reading = until === undefined ? {} : { until };
  for await (const page of pagesOf(store, after, reading)) yield* page;
}

/** Ends only by running out: it is taken in two pieces. */
function noticed(log: AsyncGenerator<Recorded>, notice: (recorded: Recorded) => void) {
  const next = async () => {
    const result = await log.next();
    if (result.done !== true) notice(result.value);
    return result;
  };
  return { next, [Symbol.asyncIterator]: () => ({ next }) };
}

function hashOf(recorded: Recorded): Buffer {
  return leafHash(leafText(recorded));
}

function hex(tree: Frontier): string {
  return tree.root().toString("hex");
}
