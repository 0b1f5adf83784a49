/** Rows and versions that a change in memory loads and saves, and how all of them are after it. */
import {
  type AnyVersion,
  addTo,
  type History,
  lifeOf,
} from "#projections/adapters/memory/history.ts";
import type { Life } from "#projections/rows/life.ts";

/** By name of generation: `free_partitions_1`. */
type Kept = {
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, object>>;
  readonly histories: ReadonlyMap<string, History>;
};
type Lives = ReadonlyMap<string, Life<object>>;

export type Saving = {
  readonly load: (name: string, wanted: ReadonlyMap<string, string>) => Lives;
  readonly save: (name: string, versions: readonly AnyVersion[]) => void;
  readonly done: () => Kept;
};

/** Rows are copied before they are changed; histories only grow, and not before all is done. */
export function saving(before: Kept): Saving {
  const rows = new Map(before.rows);
  const histories = new Map(before.histories);
  const copied = new Set<string>();
  const saved: (readonly [History, readonly AnyVersion[]])[] = [];

  function copyOf(name: string): Map<string, object> {
    const kept = rows.get(name);
    // What was copied before is this change's own map.
    const copy = copied.has(name) ? (kept as Map<string, object>) : new Map(kept);
    copied.add(name);
    rows.set(name, copy);
    return copy;
  }

  return {
    load: (name, wanted) => {
      const history = histories.get(name) ?? new Map();
      const fresh = saved.flatMap(([of, versions]) => (of === history ? versions : []));
      return livesIn(history, fresh, wanted);
    },
    save: (name, versions) => {
      const history = histories.get(name) ?? new Map<string, AnyVersion[]>();
      histories.set(name, history);
      const stored = versions.map((one) => ({ ...one, row: one.row && asStored(one.row) }));
      saved.push([history, stored]);
      const copy = copyOf(name);
      for (const { key, row } of stored) {
        if (row === undefined) copy.delete(key);
        else copy.set(key, row);
      }
    },
    done: () => {
      for (const [history, versions] of saved) addTo(history, versions);
      return { rows, histories };
    },
  };
}

function livesIn(
  history: History,
  fresh: readonly AnyVersion[],
  wanted: ReadonlyMap<string, string>,
): ReadonlyMap<string, Life<object>> {
  const lives = new Map<string, Life<object>>();
  for (const [key, since] of wanted) {
    const older = history.get(key) ?? [];
    const newer = fresh.filter((one) => one.key === key);
    const last = newer.at(-1) ?? older.at(-1);
    // A movement writes its versions in the order of their instants: the last one is the present.
    const isPresent = last !== undefined && last.effective <= since;
    const life = isPresent ? [last] : lifeOf([...older, ...newer]);
    if (life.length > 0)
      lives.set(
        key,
        life.map(({ effective, row }) => ({ effective, row })),
      );
  }
  return lives;
}

/** What JSON makes of a row, as PostgreSQL keeps it: a property that is undefined is not there. */
function asStored(row: object): object {
  return JSON.parse(JSON.stringify(row));
}
