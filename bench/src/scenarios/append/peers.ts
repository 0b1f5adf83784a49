/** Others on the same server: Emmett's event store, and plain inserts of one row each. */
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";
import type pg from "pg";
import type { Operation, Way } from "./operation.ts";
import { written } from "./written.ts";

/** Its schema is made before; it appends over the pool that it is given. */
export async function emmett(databaseUrl: string, pool: pg.Pool): Promise<Way> {
  const store = getPostgreSQLEventStore(databaseUrl, {
    schema: { autoMigration: "None" },
    connectionOptions: { pooled: true, pool },
  });
  await store.schema.migrate();
  return {
    name: "emmett",
    prepare: () => {
      const run = crypto.randomUUID();
      return async (caller, turn) => {
        const { kind, ...data } = written();
        const events = [{ type: kind, data, metadata: {} }];
        // Without a version, it would append to whatever is there: less work than ours.
        const expectedStreamVersion = turn === 0 ? "STREAM_DOES_NOT_EXIST" : BigInt(turn);
        await store.appendToStream(`${run}-${caller}`, events, { expectedStreamVersion });
        return 1;
      };
    },
  };
}

/** No positions, no revisions, no ids: a row, a transaction. */
export async function oneRow(pool: pg.Pool): Promise<Way> {
  await pool.query("create table one_row (id bigserial primary key, body json not null)");
  const text = "insert into one_row (body) values ($1)";
  const operation: Operation = async () => {
    await pool.query({ name: "one", text, values: [JSON.stringify(written())] });
    return 1;
  };
  return { name: "one-row inserts", prepare: () => operation };
}
