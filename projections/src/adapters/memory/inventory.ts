/** Keeps the inventory in a list; for tests, for the simulation, and to hold the other one to. */
import { arrival } from "#projections/adapters/arrival.ts";
import type { Standings } from "#projections/inventory/entries-of.ts";
import type { Entry, Line } from "#projections/inventory/entry.ts";
import type { Filling, InventoryChange, KeptInventory } from "#projections/inventory/inventory.ts";
import type { Question } from "#projections/inventory/question.ts";
import { grouped, historyIn, linesOf, matching, sumOf } from "#projections/inventory/sums.ts";

type Kept = Filling & {
  readonly entries: readonly Entry[];
  readonly lines: readonly Line[];
  readonly standings: Standings;
};

export function memoryInventory(): KeptInventory {
  let kept: readonly Kept[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const live = () => kept.find(({ state }) => state === "live");
  const waiting = arrival(async () => live()?.position ?? 0n);

  function answered<Answer>({ moment }: Question, answer: Answer) {
    const position = live()?.position ?? 0n;
    const { knownAt = position } = moment;
    return { answer, position: knownAt < position ? knownAt : position };
  }

  const lines = () => live()?.lines ?? [];

  /** One after the other; one that failed is its caller's to treat. */
  function alone<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }

  return {
    balance: async (question) => answered(question, sumOf(matching(lines(), question))),
    list: async (question) => answered(question, grouped(lines(), question)),
    history: async (question) => answered(question, historyIn(lines(), question)),
    entries: async (after, limit) =>
      (live()?.entries ?? [])
        .filter(({ position, index }) =>
          position === after.position ? index > after.index : position > after.position,
        )
        .slice(0, limit),
    position: async () => live()?.position ?? 0n,
    reached: waiting.reached,
    change: (work) =>
      alone(async () => {
        const draft = draftOf(kept);
        const answer = await work(draft.change);
        kept = draft.done();
        waiting.arrivedAt(live()?.position ?? 0n);
        return answer;
      }),
    dropReplaced: () =>
      alone(async () => {
        kept = kept.filter(({ state }) => state !== "replaced");
      }),
    close: async () => waiting.close(),
  };
}

/** What a change does becomes true all at once, or, when it fails, not at all. */
function draftOf(before: readonly Kept[]) {
  let kept = before;
  const keptAs = ({ generation }: Filling) => kept.find((one) => one.generation === generation);
  const become = (filling: Filling, changes: (one: Kept) => Partial<Kept>) => {
    kept = kept.map((one) =>
      one.generation === filling.generation ? { ...one, ...changes(one) } : one,
    );
  };
  const change: InventoryChange = {
    fillings: before,
    begin: async (version) => {
      const generation = Math.max(0, ...kept.map((one) => one.generation)) + 1;
      const begun = { generation, version, state: "filling", position: 0n } as const;
      kept = [...kept, { ...begun, entries: [], lines: [], standings: new Map() }];
      return begun;
    },
    standings: async (filling, keys) =>
      new Map(keys.map((key) => [key, keptAs(filling)?.standings.get(key)])),
    add: async (filling, { entries, standings }, position) =>
      become(filling, (one) => ({
        entries: [...one.entries, ...entries],
        lines: [...one.lines, ...entries.flatMap(linesOf)],
        standings: new Map([...one.standings, ...standings]),
        position,
      })),
    goLive: async (filling) => {
      for (const one of kept) if (one.state === "live") become(one, () => ({ state: "replaced" }));
      become(filling, () => ({ state: "live" }));
    },
    replace: async (filling) => become(filling, () => ({ state: "replaced" })),
  };
  return { change, done: () => kept };
}
