/** Keeps rows in maps; for tests and for the simulation. */
import { arrival } from "#projections/adapters/arrival.ts";
import { draftOf, type Moment, nameOf, rowsIn } from "#projections/adapters/memory/draft.ts";
import { find } from "#projections/adapters/memory/find.ts";
import type { KeptRows } from "#projections/rows/kept-rows.ts";
import type { RowReader, Table } from "#projections/rows/rows.ts";

export function memoryRows(): KeptRows {
  let now: Moment = { checkpoint: 0n, generations: [], rows: new Map() };
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
    read: (question) => question(reader(now)),
    reached: waiting.reached,
    change: (work) =>
      alone(async () => {
        const draft = draftOf(now);
        const answer = await work(draft.change);
        now = draft.done();
        waiting.arrivedAt(now.checkpoint);
        return answer;
      }),
    dropReplaced: () =>
      alone(async () => {
        now = withoutReplaced(now);
      }),
    close: async () => waiting.close(),
  };
}

function reader(moment: Moment): RowReader {
  const { checkpoint, generations } = moment;
  function keptIn<Row extends object>(table: Table<Row>): ReadonlyMap<string, Row> {
    const live = generations.find(({ name, state }) => name === table.name && state === "live");
    if (live === undefined && checkpoint > 0n) throw new Error(`${table.name} is not filled yet`);
    // Rows were saved under a table of this name, hence of this kind.
    return (live ? rowsIn(moment, live) : new Map()) as ReadonlyMap<string, Row>;
  }
  return {
    position: checkpoint,
    get: async (table, key) => keptIn(table).get(key),
    find: async (table, finding = {}) => find(keptIn(table), table, finding).map(([, row]) => row),
    page: async (table, { after, limit }) =>
      find(keptIn(table), table, {
        where: after === undefined ? [] : [["key", ">", after]],
        limit,
      }),
  };
}

function withoutReplaced(moment: Moment): Moment {
  const generations = moment.generations.filter(({ state }) => state !== "replaced");
  const rows = new Map(generations.map((one) => [nameOf(one), rowsIn(moment, one)]));
  return { ...moment, generations, rows };
}
