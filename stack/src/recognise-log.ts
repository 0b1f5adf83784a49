/**
 * Refuses a log that is not the one which rows, checkpoints and tree of a database were made from:
 * their positions would mean something else, and movements would be passed over unseen.
 */
import type { MovementStore } from "@partita/ledger";
import type { Pool } from "pg";

// Several processes may come first at once. One query, hence one transaction under the lock.
const creation = `
  select pg_advisory_xact_lock(hashtextextended('partita/house.log', 0));
  create schema if not exists house;
  create table if not exists house.log (
    is_only boolean primary key default true check (is_only),
    -- A log is known by its first movement, and where that stands in its store.
    first_movement text not null,
    first_position bigint not null
  );`;
const noting = `insert into house.log (first_movement, first_position) values ($1, $2)
  on conflict do nothing`;
const selection =
  "select first_movement as movement, first_position::text as position from house.log";

type First = { readonly movement: string; readonly position: string };

/** Notes the log at its first start that finds a movement. Throws with what to do. */
export async function recogniseLog(pool: Pool, stored: MovementStore): Promise<void> {
  await pool.query(creation);
  const [found] = await stored.readAll(0n, 1);
  if (found !== undefined) await pool.query(noting, [found.movement.id, found.position]);
  const { rows } = await pool.query<First>(selection);
  const [known] = rows;
  if (known === undefined) return;
  if (found?.movement.id === known.movement && String(found.position) === known.position) return;
  const begins =
    found === undefined ? "is empty" : `begins with ${found.movement.id} at ${found.position}`;
  throw new Error(
    `the log ${begins}, but what DATABASE_URL holds was made from one that begins with ` +
      `${known.movement} at ${known.position}; name the log that it was made from, or give this ` +
      "one an empty database, in which everything is made anew",
  );
}
