/**
 * One state of the database, asked several questions on one connection. Round trips are what a
 * question costs: it is opened in one, by the first question, and nobody waits for its end.
 */
import type { RawBuilder } from "kysely";
import type pg from "pg";
import { type Connection, schema } from "#projections/adapters/postgres/catalogue.ts";
import { statementName } from "#projections/adapters/postgres/statement-name.ts";

/** What is live at this moment, and up to where it reflects the log. */
export type Standing = {
  readonly checkpoint: bigint;
  readonly live: ReadonlyMap<string, Live>;
};
export type Live = {
  readonly name: string;
  readonly generation: number;
  readonly version: number;
};

export type Snapshot = {
  readonly standing: () => Promise<Standing>;
  readonly ask: <Row>(statement: RawBuilder<Row>) => Promise<readonly Row[]>;
};

/** Where statements are compiled, and the pool that they are asked on. */
export type Door = { readonly db: Connection; readonly pool: pg.Pool };

/** Whoever asked has gone by then; without an end, a question would keep its connection. */
const questionMillisecondsMax = 60_000;

/**
 * Statements are planned for the values that they are asked with: a phase that is rare and one that
 * is common want different plans, and a statement is planned in a tenth of a round trip.
 */
const opening = `
  begin isolation level repeatable read read only;
  set local statement_timeout = ${questionMillisecondsMax};
  set local plan_cache_mode = force_custom_plan;
  select checkpoint.position, name, generation, version
    from ${schema}.checkpoint left join ${schema}.generations on state = 'live'`;

/**
 * Takes no connection when nothing is asked. When `work` is done, whoever asks on is refused: the
 * connection is somebody else's by then.
 */
export async function inSnapshot<Answer>(
  { db, pool }: Door,
  work: (snapshot: Snapshot) => Promise<Answer>,
): Promise<Answer> {
  let opened: Promise<Opened> | undefined;
  let isOver = false;
  const open = () => {
    if (isOver) throw new Error("the question is over: nothing more is read for it");
    opened ??= openOn(pool);
    return opened;
  };
  try {
    return await work({
      standing: async () => (await open()).standing,
      ask: async (statement) => {
        const { sql: text, parameters } = statement.compile(db);
        const { query } = await open();
        const name = statementName(text);
        // The rows are what the statement says that they are.
        return (await query({ name, text, values: [...parameters] })).rows as never;
      },
    });
  } finally {
    isOver = true;
    void opened?.then(({ end }) => end()).catch(() => undefined);
  }
}

type Opened = {
  /** One after the other, whoever asks at once. */
  readonly query: (config: pg.QueryConfig) => Promise<pg.QueryResult>;
  readonly standing: Standing;
  readonly end: () => void;
};

async function openOn(pool: pg.Pool): Promise<Opened> {
  const client = await pool.connect();
  let lost: Error | undefined;
  // The statement under way rejects with the same error; unheard, it would end the process.
  const lose = (error: Error) => {
    lost = error;
  };
  client.on("error", lose);
  const release = (fault?: Error) => {
    client.removeListener("error", lose);
    client.release(lost ?? fault);
  };
  let last: Promise<unknown> = Promise.resolve();
  const query = (config: pg.QueryConfig) => {
    const mine = last.then(() => client.query(config));
    // Each fault is for whoever asked.
    last = mine.catch(() => undefined);
    return mine;
  };
  // Nothing was written, so nothing can be lost: also of a question that failed.
  const end = () => void query({ text: "commit" }).then(() => release(), release);
  try {
    // Of several statements there are several results, which the types do not say.
    const results = (await client.query(opening)) as unknown as readonly pg.QueryResult[];
    return { query, standing: standingIn(results.at(-1)?.rows ?? []), end };
  } catch (fault) {
    end();
    throw fault;
  }
}

type StandingRow = { readonly position: string } & {
  readonly [Column in keyof Live]: Live[Column] | null;
};

function standingIn(rows: readonly StandingRow[]): Standing {
  const live = rows.flatMap(({ name, generation, version }) =>
    name === null || generation === null || version === null
      ? []
      : [[name, { name, generation, version }] as const],
  );
  return { checkpoint: BigInt(rows[0]?.position ?? 0), live: new Map(live) };
}
