/** The small house for tests over a real PostgreSQL, as one of several processes may open it. */
import { postgresCheckpoints } from "@partita/ledger/adapters/postgres/checkpoints.ts";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import { migrateProjections, postgresRows } from "@partita/projections";
import pg from "pg";
import { aHouse } from "#allocator/testing/house.ts";

export async function postgresHouse(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  await migrateLedger(pool);
  await migrateProjections(pool);
  const rows = postgresRows({ pool });
  return {
    house: aHouse({ store: postgresStore({ pool }), rows }),
    checkpoints: postgresCheckpoints({ pool }),
    async close() {
      await rows.close();
      await pool.end();
    },
  };
}
