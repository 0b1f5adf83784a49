/** Keeps the inventory in PostgreSQL: two lines per entry, and sums that answer at any date. */
import type pg from "pg";
import { arrival } from "#projections/adapters/arrival.ts";
import {
  beginChange,
  dropReplacedFillings,
  inventoryChange,
} from "#projections/adapters/postgres/inventory-change.ts";
import { entriesIn, historyIn } from "#projections/adapters/postgres/inventory-history.ts";
import {
  type Asking,
  balanceIn,
  listIn,
  type Row,
} from "#projections/adapters/postgres/inventory-read.ts";
import { type Tables, tablesOf } from "#projections/adapters/postgres/inventory-tables.ts";
import { statementName } from "#projections/adapters/postgres/statement-name.ts";
import { wasDropped } from "#projections/adapters/postgres/was-dropped.ts";
import type { At, KeptInventory } from "#projections/inventory/inventory.ts";
import type { HistoryQuestion } from "#projections/inventory/question.ts";

/** How often a question starts over whose filling was replaced: rebuilding takes longer. */
const attemptsMax = 3;

/**
 * Over a pool whose database `migrateProjections` has brought up to date; whoever made the pool
 * ends it. Whoever asks it while it holds a connection of the same pool may wait for ever.
 */
export function postgresInventory({ pool }: { readonly pool: pg.Pool }): KeptInventory {
  const ask = asker(pool);
  const waiting = arrival(async () => (await liveIn(pool))?.position ?? 0n);

  async function history(question: HistoryQuestion) {
    const opening = await openingOf(question);
    // As known when it was opened, so that both are of one moment.
    const moment = { ...question.moment, knownAt: opening.position };
    const asked = { ...question, moment, opening: opening.answer };
    return ask((tables, generation) => historyIn(tables, generation, asked), []);
  }

  /** What came before the first line: told by the place, or before the period. */
  async function openingOf({ after, ...question }: HistoryQuestion): Promise<At<string>> {
    const { from, ...filters } = question.filters;
    const isFirst = after === undefined && from !== undefined;
    const until =
      filters.until !== undefined && from && filters.until < from ? filters.until : from;
    const before = { ...question, filters: { ...filters, ...(until && { until }) } };
    if (isFirst) return ask((tables, generation) => balanceIn(tables, generation, before), "0");
    const position = (await liveIn(pool))?.position ?? 0n;
    const { knownAt = position } = question.moment;
    return { answer: after?.balance ?? "0", position: knownAt < position ? knownAt : position };
  }

  return {
    balance: (question) =>
      ask((tables, generation) => balanceIn(tables, generation, question), "0"),
    list: (question) => ask((tables, generation) => listIn(tables, generation, question), []),
    history,
    entries: async (after, limit) =>
      (await ask((tables, generation) => entriesIn(tables, generation, { after, limit }), []))
        .answer,
    position: async () => (await liveIn(pool))?.position ?? 0n,
    reached: waiting.reached,
    change: async (work) => {
      const answer = await within(pool, beginChange, async (client) =>
        work(await inventoryChange(client)),
      );
      waiting.arrivedAt((await liveIn(pool))?.position ?? 0n);
      return answer;
    },
    dropReplaced: () => within(pool, "begin", dropReplacedFillings),
    close: async () => waiting.close(),
  };
}

/** Remembers which filling is live; one that turns out to be replaced is looked up again. */
function asker(pool: pg.Pool) {
  let generation: number | undefined;

  async function attempt<Answer>(asking: Asking<Answer>): Promise<At<Answer> | undefined> {
    try {
      const { text, values, prepared } = asking;
      const name = prepared && statementName(text);
      const { rows } = await pool.query<Row>({ ...(name && { name }), text, values: [...values] });
      const [head] = rows;
      if (head?.filling !== "live") return undefined;
      return { answer: asking.answer(rows), position: BigInt(head.known ?? 0) };
    } catch (fault) {
      if (wasDropped(fault)) return undefined;
      throw fault;
    }
  }

  return async <Answer>(
    say: (tables: Tables, generation: number) => Asking<Answer>,
    empty: Answer,
  ): Promise<At<Answer>> => {
    for (let attempts = 1; attempts <= attemptsMax; attempts++) {
      generation ??= (await liveIn(pool))?.generation;
      if (generation === undefined) return { answer: empty, position: 0n };
      const answered = await attempt(say(tablesOf(generation), generation));
      if (answered !== undefined) return answered;
      generation = undefined;
    }
    throw new Error(`the inventory was replaced ${attemptsMax} times under one question`);
  };
}

async function liveIn(pool: pg.Pool) {
  const { rows } = await pool.query<{ generation: number; position: string }>(
    "select generation, position from projections.inventory where state = 'live'",
  );
  const [live] = rows;
  return live && { generation: live.generation, position: BigInt(live.position) };
}

/** Commits, or rolls back and rethrows when `work` throws. */
async function within<Answer>(
  pool: pg.Pool,
  begin: string,
  work: (client: pg.PoolClient) => Promise<Answer>,
): Promise<Answer> {
  const client = await pool.connect();
  let lost: Error | undefined;
  // The statement under way rejects with the same error; unheard, it would end the process.
  const lose = (error: Error) => {
    lost = error;
  };
  client.on("error", lose);
  try {
    await client.query(begin);
    const answer = await work(client);
    await client.query("commit");
    return answer;
  } catch (cause) {
    lost ??= await rollback(client);
    throw cause;
  } finally {
    client.removeListener("error", lose);
    client.release(lost);
  }
}

/** What went wrong with the rollback, if anything did: such a connection is not used again. */
async function rollback(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query("rollback");
    return undefined;
  } catch (cause) {
    return new Error("the transaction could not be rolled back", { cause });
  }
}
