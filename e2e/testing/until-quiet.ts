/** Waits until the rows have reached the log, nothing else moves, and it stays like that. */
import { setImmediate as turn } from "node:timers/promises";
import type { MovementStore } from "@partita/ledger";
import type { Rows } from "@partita/projections";

/** Rounds in which nothing may change before the house counts as settled. */
const quietRounds = 20;
const roundsMax = 200_000;

export type Watched = {
  readonly store: MovementStore;
  readonly rows: Rows;
  /** Whether all else that follows the log has reached it. */
  readonly stands: () => Promise<boolean>;
  /** What is under way; it comes to rest when this stays the same. */
  readonly underWay: () => Promise<string>;
};

export async function untilQuiet({ store, rows, stands, underWay }: Watched): Promise<void> {
  let quiet = 0;
  let seen = "";
  for (let round = 0; quiet < quietRounds; round++) {
    if (round > roundsMax) throw new Error("the house does not come to rest");
    await turn();
    const head = await store.head();
    const position = await rows.read((reader) => reader.position());
    const state = `${head} ${position} ${await underWay()}`;
    const isLevel = position === head && (await stands());
    quiet = state === seen && isLevel ? quiet + 1 : 0;
    seen = state;
  }
}
