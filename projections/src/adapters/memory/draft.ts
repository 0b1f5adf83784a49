/**
 * A change to rows in memory, made on copies: readers keep their moment, a failure leaves nothing.
 */
import type { Generation, RowChange } from "#projections/rows/kept-rows.ts";

/** Rows at one checkpoint; nothing in it is changed once it is there. */
export type Moment = {
  readonly checkpoint: bigint;
  readonly generations: readonly Generation[];
  /** By name of generation: `free_partitions_1`. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, object>>;
};

type Draft = { readonly change: RowChange; readonly done: () => Moment };

export function draftOf(before: Moment): Draft {
  let { checkpoint, generations } = before;
  const rows = new Map(before.rows);
  const copied = new Set<string>();

  function copyOf(generation: Generation): Map<string, object> {
    const name = nameOf(generation);
    const kept = rows.get(name);
    // What was copied before is this draft's own map.
    const copy = copied.has(name) ? (kept as Map<string, object>) : new Map(kept);
    copied.add(name);
    rows.set(name, copy);
    return copy;
  }

  function update(which: (one: Generation) => boolean, changes: Partial<Generation>): void {
    generations = generations.map((one) => (which(one) ? { ...one, ...changes } : one));
  }

  const change: RowChange = {
    checkpoint,
    generations,
    load: async (generation, keys) => chosen(rowsIn({ rows }, generation), keys),
    save: async (generation, _, changed) => {
      const copy = copyOf(generation);
      for (const [key, row] of changed) {
        if (row === undefined) copy.delete(key);
        else copy.set(key, asStored(row));
      }
    },
    begin: async ({ name, version }) => {
      const generation = 1 + numberOfLast(generations, name);
      const begun = { name, generation, version, state: "filling", position: 0n } as const;
      generations = [...generations, begun];
      return begun;
    },
    moveGeneration: async (generation, position) => update(isSame(generation), { position }),
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
  return { change, done: () => ({ checkpoint, generations, rows }) };
}

export function nameOf({ name, generation }: Generation): string {
  return `${name}_${generation}`;
}

export function rowsIn(
  { rows }: Pick<Moment, "rows">,
  generation: Generation,
): ReadonlyMap<string, object> {
  return rows.get(nameOf(generation)) ?? new Map();
}

function chosen(kept: ReadonlyMap<string, object>, keys: readonly string[]) {
  return new Map(
    keys.flatMap((key) => {
      const row = kept.get(key);
      return row === undefined ? [] : [[key, row] as const];
    }),
  );
}

function numberOfLast(generations: readonly Generation[], name: string): number {
  const numbers = generations.filter((one) => one.name === name).map((one) => one.generation);
  return Math.max(0, ...numbers);
}

function isSame(wanted: Generation) {
  return ({ name, generation }: Generation) =>
    name === wanted.name && generation === wanted.generation;
}

/** What JSON makes of a row, as PostgreSQL keeps it: a property that is undefined is not there. */
function asStored(row: object): object {
  return JSON.parse(JSON.stringify(row));
}
