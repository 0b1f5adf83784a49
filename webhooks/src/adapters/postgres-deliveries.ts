/** Keeps how far deliveries are in PostgreSQL: a row per webhook, in a schema of its own. */
import type { Deliveries } from "#webhooks/ports.ts";
import type { Progress } from "#webhooks/progress.ts";

/** The part of a pool of `pg` that is needed here. */
export type Queried = {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
};

const table = "webhooks.delivery";
const creation = `
  select pg_advisory_xact_lock(hashtext('webhooks.delivery'));
  create schema if not exists webhooks;
  create table if not exists ${table} (webhook text primary key, progress json not null);`;
const selection = `select progress from ${table} where webhook = $1`;
const upsert = `insert into ${table} (webhook, progress) values ($1, $2)
  on conflict (webhook) do update set progress = excluded.progress`;

/** Makes its table where it is missing; several processes may do so at once. */
export async function postgresDeliveries(pool: Queried): Promise<Deliveries> {
  // Several statements in one query are one transaction, which the lock is held for.
  await pool.query(creation);
  return {
    load: async (webhook) => {
      const { rows } = await pool.query(selection, [webhook]);
      // Only `save` writes to this table.
      const [row] = rows as readonly { readonly progress: Progress }[];
      return row?.progress;
    },
    save: async (webhook, progress) => {
      await pool.query(upsert, [webhook, JSON.stringify(progress)]);
    },
  };
}
