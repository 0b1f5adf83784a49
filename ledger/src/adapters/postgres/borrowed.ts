/** Takes a connection of a pool for a while, and asks on it, both within bounded times. */
import type { Pool, PoolClient, QueryArrayConfig } from "pg";
import { StoreUnavailable } from "#ledger/store/store.ts";

export type Borrowed = {
  /** Rows in the order of their columns. Rejects when no answer comes in time. */
  ask(query: Question): Promise<readonly Values[]>;
  /** Gives the connection back, or ends it when it was lost. */
  giveBack(): void;
};

export type Question = {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Under which the server keeps the statement prepared. */
  readonly name?: string;
};
type Value = string | number | bigint | null;
/** 64 bits as bigint, 32 as number, the rest as text: JSON too. */
export type Values = readonly Value[];

export type Times = {
  readonly connectMillisecondsMax: number;
  readonly answerMillisecondsMax: number;
};

/** By the object ids of their types (PostgreSQL's pg_type.dat); anything else is a text. */
const parsers: { readonly [type: number]: (text: string) => Value } = {
  20: BigInt,
  23: Number,
};
const asText = (text: string) => text;
const types = { getTypeParser: (type: number) => parsers[type] ?? asText };

/** Throws StoreUnavailable when there is no connection in time. */
export async function borrow(pool: Pool, times: Times): Promise<Borrowed> {
  const connecting = pool.connect();
  try {
    return held(await within(connecting, times.connectMillisecondsMax), times);
  } catch (cause) {
    // Should it still come, somebody else will have use for it.
    connecting.then(
      (client) => client.release(),
      () => undefined,
    );
    throw unavailable(cause);
  }
}

/** One question on a connection of its own. */
export async function askOnce(
  pool: Pool,
  query: Question,
  times: Times,
): Promise<readonly Values[]> {
  const connection = await borrow(pool, times);
  try {
    return await connection.ask(query);
  } finally {
    connection.giveBack();
  }
}

export function unavailable(cause: unknown): StoreUnavailable {
  return new StoreUnavailable(`the ledger's database does not do its work: ${wordsOf(cause)}`, {
    cause,
  });
}

function held(client: PoolClient, { answerMillisecondsMax }: Times): Borrowed {
  let lost: Error | undefined;
  // The question under way rejects with the same error; unheard, it would end the process.
  const lose = (error: Error) => {
    lost = error;
  };
  client.on("error", lose);
  return {
    ask: async ({ text, values, name }) => {
      const query: QueryArrayConfig = { text, values: [...values], rowMode: "array" };
      try {
        const asked = client.query<Value[]>({
          ...query,
          ...(name !== undefined && { name }),
          types,
        });
        return (await within(asked, answerMillisecondsMax)).rows;
      } catch (error) {
        if (error instanceof Late) lost = error;
        throw error;
      }
    },
    giveBack: () => {
      client.removeListener("error", lose);
      client.release(lost);
    },
  };
}

class Late extends Error {}

function within<Answer>(answer: Promise<Answer>, millisecondsMax: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Late(`no answer within ${millisecondsMax} ms`));
    const timer = setTimeout(late, millisecondsMax);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** A host of several addresses fails once for each, and in a sentence that is empty. */
function wordsOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(wordsOf).join(", ");
  return cause instanceof Error ? cause.message : String(cause);
}
