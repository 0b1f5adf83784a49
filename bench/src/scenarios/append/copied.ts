/** The limit: what the server takes in at best, rows of the log's own shape by COPY. */

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from } from "pg-copy-streams";
import type { Way } from "./operation.ts";
import { written } from "./written.ts";

/** Rows per commit: more make it no faster (measured). */
const batchRows = 500;

/** Into a table with the log's columns, checks and indexes; nothing is asked, nothing checked. */
export async function copiedToShape(pool: pg.Pool): Promise<Way> {
  await pool.query("create table shaped (like ledger.movement including all)");
  return copied("limit", "shaped", pool);
}

/** Into a table that has the columns only. */
export async function copiedToBare(pool: pg.Pool): Promise<Way> {
  await pool.query("create table bare (like ledger.movement)");
  return copied("COPY without indexes", "bare", pool);
}

function copied(name: string, table: string, pool: pg.Pool): Way {
  let position = 0;
  return {
    name,
    prepare: () => {
      const run = crypto.randomUUID();
      return async (caller) => {
        const lines = Array.from({ length: batchRows }, () => {
          const movement = written();
          position += 1;
          // In COPY's text a backslash escapes; JSON of movements holds no tab and no line end.
          const body = JSON.stringify(movement).replaceAll("\\", "\\\\");
          return `${position}\t${run}-${caller}\t${position}\t${movement.id}\t${body}\n`;
        });
        const client = await pool.connect();
        try {
          await pipeline(
            Readable.from([lines.join("")]),
            client.query(from(`copy ${table} from stdin`)),
          );
        } finally {
          client.release();
        }
        return batchRows;
      };
    },
  };
}
