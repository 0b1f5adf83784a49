/** Reads movements from PostgreSQL: streams and commands many at once, the log page by page. */
import type { Movement } from "@partita/schemas";
import type { Pool } from "pg";
import { batching } from "#ledger/adapters/postgres/batching.ts";
import { integerArray, textArray } from "#ledger/adapters/postgres/binary-array.ts";
import {
  askOnce,
  type Question,
  unavailable,
  type Values,
} from "#ledger/adapters/postgres/borrowed.ts";
import type { StoreLimits } from "#ledger/adapters/postgres/limits.ts";
import { lookAhead } from "#ledger/adapters/postgres/look-ahead.ts";
import { serverFault } from "#ledger/adapters/postgres/server-fault.ts";
import { type Position, type Recorded, StoreUnavailable } from "#ledger/store/store.ts";

type StreamPart = { readonly stream: string; readonly after: number };

export type Reader = {
  stream(part: StreamPart): Promise<readonly Recorded[]>;
  command(id: string): Promise<readonly Recorded[]>;
  page(after: Position, limit: number): Promise<readonly Recorded[]>;
  head(): Promise<Position>;
};

const columns = "position, stream, revision, body";
// Ordered within, so that each part is a range of an index, however the table was planned for.
const streamParts = `select found.*, wish.place
  from unnest($1::text[], $2::integer[]) with ordinality as wish (stream, after, place)
  cross join lateral (
    select ${columns} from ledger.movement
    where stream = wish.stream and revision > wish.after order by revision
  ) as found`;
// Ids from <command>/0 on; 0 follows / in C order.
const commandParts = `select found.*, wish.place
  from unnest($1::text[]) with ordinality as wish (command, place)
  cross join lateral (
    select ${columns} from ledger.movement
    where id >= wish.command || '/' and id < wish.command || '0' order by position
  ) as found`;
// Planned anew each time, since how far a page reaches is known by its values only.
const pageOf = `select ${columns} from ledger.movement where position > $1
  order by position limit $2`;
const lastPosition = "select coalesce(max(position), 0) from ledger.movement";

/** Each rejects with StoreUnavailable when the database gives no answer in time. */
export function reader(pool: Pool, limits: StoreLimits): Reader {
  const asked = (question: Question) => answered(pool, question, limits);
  const { waitingReadsMax: waitingMax } = limits;
  return {
    stream: batching<StreamPart, readonly Recorded[]>({
      ask: async (parts) => {
        const streams = textArray(parts.map(({ stream }) => stream));
        const afters = integerArray(parts.map(({ after }) => after));
        const values = [streams, afters];
        return byPlace(await asked({ name: "ledger-streams", text: streamParts, values }), parts);
      },
      waitingMax,
    }),
    command: batching<string, readonly Recorded[]>({
      ask: async (ids) => {
        const values = [textArray(ids)];
        return byPlace(await asked({ name: "ledger-commands", text: commandParts, values }), ids);
      },
      waitingMax,
    }),
    page: lookAhead(async (after, limit) =>
      (await asked({ text: pageOf, values: [after, limit] })).map((row) => recorded(row)),
    ),
    // A maximum of positions, or 0 as one.
    head: async () => (await asked({ text: lastPosition, values: [] }))[0]?.[0] as Position,
  };
}

async function answered(pool: Pool, question: Question, limits: StoreLimits) {
  try {
    return await askOnce(pool, question, limits);
  } catch (fault) {
    if (fault instanceof StoreUnavailable || serverFault(fault) === "data") throw fault;
    throw unavailable(fault);
  }
}

function recorded(row: Values): Recorded {
  // As the columns are asked for, and never null: so the table says.
  const [position, stream, revision, body] = row as [Position, string, number, string];
  // Not while rows arrive: the server would wait for it. Measured, a fifth faster.
  const movement: Movement = JSON.parse(body);
  return { movement, stream, revision, position };
}

/** What was found for each question; of one question, rows come in their order. */
function byPlace(rows: readonly Values[], questions: readonly unknown[]): readonly Recorded[][] {
  const found: Recorded[][] = questions.map(() => []);
  for (const row of rows) found[Number(row[4]) - 1]?.push(recorded(row));
  return found;
}
