/**
 * A change to rows in memory, made on copies: readers keep their moment, a failure leaves nothing.
 */
import type { History } from "#projections/adapters/memory/history.ts";
import { saving } from "#projections/adapters/memory/saving.ts";
import type { Generation, Rise, RowChange } from "#projections/rows/kept-rows.ts";

/** Rows at one checkpoint; nothing in it is changed once it is there, but the past grows. */
export type State = {
  readonly checkpoint: bigint;
  readonly known: RowChange["known"];
  readonly rises: Rise[];
  readonly generations: readonly Generation[];
  /** By name of generation: `free_partitions_1`. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, object>>;
  readonly histories: ReadonlyMap<string, History>;
};

type Draft = { readonly change: RowChange; readonly done: () => State };

export function draftOf(before: State): Draft {
  let { checkpoint, generations, known } = before;
  const risen: Rise[] = [];
  const { load, save, done } = saving(before);

  function update(which: (one: Generation) => boolean, changes: Partial<Generation>): void {
    generations = generations.map((one) => (which(one) ? { ...one, ...changes } : one));
  }

  const change: RowChange = {
    checkpoint,
    generations,
    known,
    load: async (generation, wanted) => load(nameOf(generation), wanted),
    save: async (generation, _, versions) => save(nameOf(generation), versions),
    know: async (more, position) => {
      risen.push(...more);
      known = { position, instant: more.at(-1)?.instant ?? known.instant };
    },
    begin: async ({ name, version }) => {
      const generation = 1 + numberOfLast(generations, name);
      const begun = { name, generation, version, state: "filling", position: 0n } as const;
      generations = [...generations, begun];
      return begun;
    },
    moveGenerations: async (moved, position) =>
      update((one) => moved.some((wanted) => isSame(wanted)(one)), { position }),
    moveCheckpoint: async (names, position) => {
      update(({ name, state }) => state === "live" && names.includes(name), { position });
      checkpoint = position;
    },
    goLive: async (generation) => {
      const isOld = ({ name, state }: Generation) => name === generation.name && state === "live";
      update(isOld, { state: "replaced" });
      update(isSame(generation), { state: "live" });
    },
    replace: async (generation) => update(isSame(generation), { state: "replaced" }),
  };
  return {
    change,
    done: () => {
      before.rises.push(...risen);
      return { ...before, ...done(), checkpoint, known, generations };
    },
  };
}

export function nameOf({ name, generation }: Generation): string {
  return `${name}_${generation}`;
}

function numberOfLast(generations: readonly Generation[], name: string): number {
  const numbers = generations.filter((one) => one.name === name).map((one) => one.generation);
  return Math.max(0, ...numbers);
}

function isSame(wanted: Generation) {
  return ({ name, generation }: Generation) =>
    name === wanted.name && generation === wanted.generation;
}
