/** Keeps movements in PostgreSQL: one table, positions without a gap and in the order of commit. */
import { readFileSync } from "node:fs";
import type { Movement, MovementOf, StreamCategory } from "@partita/schemas";
import type { Pool, PoolClient } from "pg";
import { channel, logWatch } from "#ledger/adapters/postgres/log-watch.ts";
import { asOnlyWriter } from "#ledger/adapters/postgres/transaction.ts";
import {
  type Appended,
  commandOf,
  type MovementStore,
  type Position,
  type Recorded,
  streamName,
} from "#ledger/store/store.ts";

const insertion = readFileSync(new URL("./sql/append.sql", import.meta.url), "utf8");
// A text, since a JavaScript number does not hold 64 bits; under another name than the column, by
// which rows are ordered: texts of numbers have another order.
const selection = "select stream, revision, position::text as place, body from ledger.movement";

/** One connection waits for news of the log while another reads or writes. */
const connectionsMin = 2;

/**
 * Over a pool whose database `migrateLedger` has brought up to date. While somebody waits beyond a
 * position, one connection of the pool is taken; it is given back soon after.
 */
export function postgresStore({ pool }: { readonly pool: Pool }): MovementStore {
  if (pool.options.max < connectionsMin)
    throw new Error(`the store needs a pool of at least ${connectionsMin} connections`);
  // An idle connection was lost: the pool makes another; unheard, the error would end the process.
  pool.on("error", () => {});
  const watch = logWatch(pool, head);

  async function read<C extends StreamCategory>(category: C, streamId: string, afterRevision = 0) {
    const stream = streamName(category, streamId);
    const text = `${selection} where stream = $1 and revision > $2 order by revision`;
    // A stream is written only through append, which takes movements of its own category.
    const found = await select(pool, text, [stream, afterRevision]);
    return found as unknown as Recorded<MovementOf<C>>[];
  }

  function append(
    category: StreamCategory,
    streamId: string,
    ...[expected, movements]: [number, readonly Movement[]]
  ): Promise<Appended> {
    const command = commandOf(movements[0]);
    const wish = { stream: streamName(category, streamId), expected, movements };
    return asOnlyWriter(pool, async (client) => {
      const recorded = await insert(client, wish);
      if (recorded !== undefined) return { status: "appended", recorded };
      const first = await writtenBy(client, command);
      return first.length > 0 ? { status: "repeated", recorded: first } : { status: "conflict" };
    });
  }

  function readAll(after: Position, limit: number): Promise<readonly Recorded[]> {
    const text = `${selection} where position > $1 order by position limit $2`;
    return select(pool, text, [after, limit]);
  }

  async function head(): Promise<Position> {
    const text = "select coalesce(max(position), 0)::text as position from ledger.movement";
    const { rows } = await pool.query<{ position: string }>(text);
    return BigInt(rows[0]?.position ?? 0);
  }

  return {
    read,
    writtenBy: (command) => writtenBy(pool, command),
    append,
    readAll,
    head,
    waitBeyond: watch.beyond,
  };
}

type Row = {
  readonly stream: string;
  readonly revision: number;
  readonly place: string;
  readonly body: Movement;
};

async function select(
  asked: Pool | PoolClient,
  text: string,
  values: readonly unknown[],
): Promise<readonly Recorded[]> {
  const { rows } = await asked.query<Row>(text, [...values]);
  return rows.map(({ stream, revision, place, body }) => ({
    movement: body,
    stream,
    revision,
    position: BigInt(place),
  }));
}

type Wish = {
  readonly stream: string;
  readonly expected: number;
  readonly movements: readonly Movement[];
};

/** Undefined when nothing was written: the stream has moved on, or the ids are stored already. */
async function insert(
  client: PoolClient,
  { stream, expected, movements }: Wish,
): Promise<readonly Recorded[] | undefined> {
  const ids = movements.map(({ id }) => id);
  const bodies = movements.map((movement) => JSON.stringify(movement));
  const { rows } = await client.query<{ position: string }>(insertion, [
    ...[stream, expected, ids, bodies, channel],
  ]);
  const [last] = rows;
  if (last === undefined) return undefined;
  const before = BigInt(last.position) - BigInt(movements.length);
  return movements.map((_, index) => ({
    // As it will be read from now on.
    movement: JSON.parse(bodies[index] ?? ""),
    stream,
    revision: expected + index + 1,
    position: before + BigInt(index + 1),
  }));
}

/** The movements of a command: ids from `<command>/0` on; `0` follows `/` in C order. */
function writtenBy(client: Pool | PoolClient, command: string): Promise<readonly Recorded[]> {
  const text = `${selection} where id >= $1 and id < $2 order by position`;
  return select(client, text, [`${command}/`, `${command}0`]);
}
