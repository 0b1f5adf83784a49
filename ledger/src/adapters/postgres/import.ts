/** Adds a page of another store's log at the end of this one, as it stands: a copy is made so. */
import type { Pool } from "pg";
import { integerArray, textArray } from "#ledger/adapters/postgres/binary-array.ts";
import { channel } from "#ledger/adapters/postgres/log-watch.ts";
import type { Position, Recorded } from "#ledger/store/store.ts";

// Held to commit, by all who append: "ledger" in ASCII, as in ledger.append.
const lock = "select pg_advisory_xact_lock(119182731994482)";
const lastPosition = "select coalesce(max(position), 0)::text as head from ledger.movement";
const insertion = `insert into ledger.movement (position, stream, revision, id, body)
  select $1::bigint + one.place, one.stream, one.revision, one.id, one.body
  from unnest($2::text[], $3::integer[], $4::text[], $5::json[]) with ordinality
    as one (stream, revision, id, body, place)`;
const notification = "select pg_notify($1, $2)";

/**
 * All or none, durable when it resolves with the new last position. Throws when the log does not
 * end at `head` any more: somebody else writes to it. Ids and revisions that are taken already are
 * refused by the table.
 */
export async function importMovements(
  pool: Pool,
  head: Position,
  page: readonly Recorded[],
): Promise<Position> {
  const client = await pool.connect();
  let lost: Error | undefined;
  // The statement under way rejects with the same error; unheard, it would end the process.
  const lose = (error: Error) => {
    lost = error;
  };
  client.on("error", lose);
  try {
    await client.query("begin isolation level read committed");
    await client.query(lock);
    const { rows } = await client.query<{ head: string }>(lastPosition);
    const found = BigInt(rows[0]?.head ?? 0);
    if (found !== head)
      throw new Error(`the log ends at ${found} instead of ${head}: does somebody write to it?`);
    await client.query({ name: "ledger-import", text: insertion, values: valuesOf(head, page) });
    const last = head + BigInt(page.length);
    await client.query(notification, [channel, String(last)]);
    await client.query("commit");
    return last;
  } catch (fault) {
    // A connection whose transaction cannot be rolled back is not used again.
    await client.query("rollback").catch((error) => lose(error));
    throw fault;
  } finally {
    client.removeListener("error", lose);
    client.release(lost);
  }
}

function valuesOf(head: Position, page: readonly Recorded[]): unknown[] {
  return [
    head,
    textArray(page.map(({ stream }) => stream)),
    integerArray(page.map(({ revision }) => revision)),
    textArray(page.map(({ movement }) => movement.id)),
    textArray(
      page.map(({ movement }) => JSON.stringify(movement)),
      "json",
    ),
  ];
}
