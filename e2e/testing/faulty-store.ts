/** A store in trouble: slow, with conflicts that nobody made, and answers lost after it wrote. */
import { setImmediate as turn } from "node:timers/promises";
import { type MovementStore, OutcomeUnknown } from "@partita/ledger";
import type { Random } from "./random.ts";

const oneConflictIn = 8;
const oneAnswerLostIn = 25;
/** Turns of the event loop that an answer takes, so that others come in between. */
const turnsMax = 6;

export type FaultyStore = MovementStore & {
  /** From now on there is no trouble. */
  recover(): void;
};

export function faultyStore(store: MovementStore, random: Random): FaultyStore {
  let inTrouble = true;
  const strikes = (oneIn: number) => inTrouble && random.below(oneIn) === 0;
  async function slowly<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    for (let turns = inTrouble ? random.below(turnsMax) : 0; turns > 0; turns--) await turn();
    return ask();
  }
  return {
    ...store,
    read: (...asked) => slowly(() => store.read(...asked)),
    readAll: (...asked) => slowly(() => store.readAll(...asked)),
    append: async (category, streamId, expected, movements) => {
      if (strikes(oneConflictIn)) return { status: "conflict" };
      const appended = await slowly(() => store.append(category, streamId, expected, movements));
      const [command = ""] = movements[0]?.id.split("/") ?? [];
      if (strikes(oneAnswerLostIn)) throw new OutcomeUnknown(command);
      return appended;
    },
    recover: () => {
      inTrouble = false;
    },
  };
}
