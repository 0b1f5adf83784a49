/** Keeps checkpoints in PostgreSQL: one row per reaction. */
import type { Pool } from "pg";
import type { Checkpoints } from "#ledger/checkpoints.ts";

const selection = "select position::text from ledger.checkpoint where name = $1";
const upsert = `insert into ledger.checkpoint (name, position) values ($1, $2)
  on conflict (name) do update set position = excluded.position`;

/** Over a pool whose database `migrateLedger` has brought up to date. */
export function postgresCheckpoints({ pool }: { readonly pool: Pool }): Checkpoints {
  return {
    load: async (name) => {
      const { rows } = await pool.query<{ position: string }>(selection, [name]);
      return BigInt(rows[0]?.position ?? 0);
    },
    save: async (name, position) => {
      await pool.query(upsert, [name, position]);
    },
  };
}
