/** Makes a log of a size, within the server, so that it takes seconds and not minutes. */
import { a } from "@partita/schemas/testing/a.ts";
import type pg from "pg";

/** Movements of one stream, as of a seller's account. */
const movementsPerStream = 100;

/**
 * Adds movements until there are so many; each has an id, a stream and a quantity of its own. Then
 * lets the server look at them, as it would by itself in time.
 */
export async function fillLog(pool: pg.Pool, size: number): Promise<void> {
  const example = a("amount-posted", { id: "%id%", quantity: "%quantity%" });
  const text = `insert into ledger.movement (position, stream, revision, id, body)
    select place, 'account-organisation:filled-' || (place - 1) / $2, 1 + (place - 1) % $2, one.id,
      replace(replace($3, '%id%', one.id), '%quantity%', (place % 1000)::text)::json
    from (select coalesce(max(position), 0) as last from ledger.movement) as log,
      generate_series(log.last + 1, $1::bigint) as place,
      lateral (select md5(place::text)::uuid || '/0' as id) as one`;
  await pool.query(text, [size, movementsPerStream, JSON.stringify(example)]);
  await pool.query("vacuum analyze ledger.movement");
}
