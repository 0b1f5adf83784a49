/** Changes in trouble: whoever makes one is killed before it, in it, or before hearing of it. */
import type { KeptInventory, KeptRows } from "@partita/projections";
import type { Random } from "./random.ts";

const oneKilledIn = 30;
const oneGoneIn = 60;

/** Whoever sees it is dead; another one starts in its place. */
class Killed extends Error {
  override readonly name = "Killed";
}

export type Trouble = {
  readonly rows: (rows: KeptRows) => KeptRows;
  readonly inventory: (inventory: KeptInventory) => KeptInventory;
  /** Whether it is now that somebody is gone for good. */
  readonly isGone: () => boolean;
  /** From now on there is none. */
  readonly end: () => void;
};

export function trouble(random: Random): Trouble {
  let isOver = false;
  const strikes = () => {
    if (!isOver && random.below(oneKilledIn) === 0) throw new Killed();
  };
  async function killedWithin<Answer>(make: (within: () => void) => Promise<Answer>) {
    strikes();
    const answer = await make(strikes);
    strikes();
    return answer;
  }
  return {
    rows: (rows) => ({
      ...rows,
      change: (work) => killedWithin((within) => rows.change(thenStruck(work, within))),
    }),
    inventory: (inventory) => ({
      ...inventory,
      change: (work) => killedWithin((within) => inventory.change(thenStruck(work, within))),
    }),
    isGone: () => !isOver && random.below(oneGoneIn) === 0,
    end: () => {
      isOver = true;
    },
  };
}

/** All is done but not committed. */
function thenStruck<Change, Answer>(work: (change: Change) => Promise<Answer>, strike: () => void) {
  return async (change: Change) => {
    const answer = await work(change);
    strike();
    return answer;
  };
}
