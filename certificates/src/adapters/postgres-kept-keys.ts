/** Keeps keys for their holders in PostgreSQL, sealed: a row per holder, in a schema of its own. */
import { seal, unseal } from "#certificates/adapters/sealed.ts";
import type { KeptKey, KeptKeys } from "#certificates/authority.ts";

/** The part of a pool of `pg` that is needed here. */
export type Queried = {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
};

const table = "certificates.kept_key";
const creation = `
  select pg_advisory_xact_lock(hashtext('${table}'));
  create schema if not exists certificates;
  create table if not exists ${table}
    (holder text primary key, serial text not null, sealed bytea not null);`;
const upsert = `insert into ${table} (holder, serial, sealed) values ($1, $2, $3)
  on conflict (holder) do update set serial = excluded.serial, sealed = excluded.sealed`;
const selection = `select serial, sealed from ${table} where holder = $1`;
const deletion = `delete from ${table} where holder = $1`;

type Row = { readonly serial: string; readonly sealed: Buffer };

/**
 * Makes its table where it is missing; several processes may do so at once. `key` is the
 * `sealingKey` of the house's passphrase.
 */
export async function postgresKeptKeys(pool: Queried, key: Uint8Array): Promise<KeptKeys> {
  // Several statements in one query are one transaction, which the lock is held for.
  await pool.query(creation);
  return {
    keep: async (holder, serial, { key: privateKey, certificate }) => {
      const plain = JSON.stringify({ key: privateKey, certificate } satisfies KeptKey);
      await pool.query(upsert, [holder, serial, seal(key, plain, `${holder} ${serial}`)]);
    },
    find: async (holder) => {
      const { rows } = await pool.query(selection, [holder]);
      // The shape that was selected.
      const [row] = rows as readonly Row[];
      if (row === undefined) return undefined;
      // Only `keep` writes to this table, and what is sealed cannot be changed.
      const kept = JSON.parse(unseal(key, row.sealed, `${holder} ${row.serial}`)) as KeptKey;
      return { serial: row.serial, ...kept };
    },
    forget: async (holder) => {
      await pool.query(deletion, [holder]);
    },
  };
}
