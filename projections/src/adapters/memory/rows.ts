/** Keeps rows in maps; for tests and for the simulation. */
import { arrival } from "#projections/adapters/arrival.ts";
import { draftOf, nameOf, type State } from "#projections/adapters/memory/draft.ts";
import { compared, find } from "#projections/adapters/memory/find.ts";
import {
  type Bounds,
  boundsOf,
  changedBetween,
  type History,
  rowsAt,
} from "#projections/adapters/memory/history.ts";
import type { KeptRows } from "#projections/rows/kept-rows.ts";
import { type Moment, NotFilledYet, type RowReader, type Table } from "#projections/rows/rows.ts";

export function memoryRows(): KeptRows {
  let now: State = {
    checkpoint: 0n,
    known: { position: 0n, instant: "" },
    rises: [],
    generations: [],
    rows: new Map(),
    histories: new Map(),
  };
  let last: Promise<unknown> = Promise.resolve();
  const waiting = arrival(async () => now.checkpoint);

  /**
   * One after the other; one that failed is its caller's to treat, and the next begins all the
   * same.
   */
  function alone<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }

  return {
    read: (question, moment) => {
      let state: State | undefined;
      const first = () => {
        state ??= now;
        return state;
      };
      return question(reader(first, moment));
    },
    positionAt: async (instant) =>
      now.rises.find((rise) => rise.instant > instant)?.after ?? now.checkpoint,
    reached: waiting.reached,
    change: (work) =>
      alone(async () => {
        const draft = draftOf(now);
        const answer = await work(draft.change);
        now = draft.done();
        waiting.arrivedAt(now.checkpoint);
        return answer;
      }),
    prepare: async () => undefined,
    dropReplaced: () =>
      alone(async () => {
        now = withoutReplaced(now);
      }),
    close: async () => waiting.close(),
  };
}

/** `first` answers the state at which something is read first. */
function reader(first: () => State, moment: Moment = {}): RowReader {
  const now = () => boundsOf(moment, first().checkpoint);
  const found = <Row extends object>(table: Table<Row>) => keptIn(first(), table, now());
  return {
    position: async () => now().position,
    get: async (table, key) => found(table).get(key),
    find: async (table, finding = {}) => find(found(table), table, finding).map(([, row]) => row),
    page: async (table, { after, limit }) =>
      find(found(table), table, {
        where: after === undefined ? [] : [["key", ">", after]],
        limit,
      }),
    changed: async <Row extends object>(
      table: Table<Row>,
      since: Moment,
      { after, limit }: { readonly after: string | undefined; readonly limit: number },
    ) => {
      const all = changedBetween(
        historyOf(first(), table),
        boundsOf(since, first().checkpoint),
        now(),
      )
        .filter(({ key }) => after === undefined || compared(key, after) > 0)
        .sort((left, right) => compared(left.key, right.key));
      // Rows were saved under a table of this name, hence of this kind.
      return all.slice(0, limit) as { key: string; before: Row; after: Row }[];
    },
  };
}

function keptIn<Row extends object>(
  state: State,
  table: Table<Row>,
  now: Bounds,
): ReadonlyMap<string, Row> {
  const live = liveOf(state, table);
  const isPresent = now.at === undefined && now.position === state.checkpoint;
  const rows = isPresent
    ? live && state.rows.get(nameOf(live))
    : rowsAt(historyOf(state, table), now);
  // Rows were saved under a table of this name, hence of this kind.
  return (rows ?? new Map()) as ReadonlyMap<string, Row>;
}

function historyOf(state: State, table: Named): History {
  const live = liveOf(state, table);
  return (live && state.histories.get(nameOf(live))) ?? new Map();
}

function liveOf({ generations, checkpoint }: State, { name }: Named) {
  const live = generations.find((one) => one.name === name && one.state === "live");
  if (live === undefined && checkpoint > 0n) throw new NotFilledYet(name);
  return live;
}

function withoutReplaced(state: State): State {
  const generations = state.generations.filter(({ state: is }) => is !== "replaced");
  const names = new Set(generations.map(nameOf));
  const kept = <Value>(all: ReadonlyMap<string, Value>) =>
    new Map([...all].filter(([name]) => names.has(name)));
  return { ...state, generations, rows: kept(state.rows), histories: kept(state.histories) };
}

type Named = Pick<Table<never>, "name">;
