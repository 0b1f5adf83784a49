/** Keeps rows in PostgreSQL: a table per generation of a projection, and which of them are live. */
import { sql } from "kysely";
import pg from "pg";
import { arrival } from "#projections/adapters/arrival.ts";
import { type Connection, connected, tableOf } from "#projections/adapters/postgres/catalogue.ts";
import { rowChange } from "#projections/adapters/postgres/change.ts";
import { reader } from "#projections/adapters/postgres/reader.ts";
import type { KeptRows, RowChange } from "#projections/rows/kept-rows.ts";
import type { RowReader } from "#projections/rows/rows.ts";

/**
 * How often a question starts over whose rows were dropped under it; a rebuild takes longer than
 * three questions.
 */
const attemptsMax = 3;

/**
 * Over a pool whose database `migrateProjections` has brought up to date; whoever made the pool
 * ends it.
 */
export function postgresRows({ pool }: { readonly pool: pg.Pool }): KeptRows {
  const db = connected(pool);
  const waiting = arrival(async () => {
    const { position } = await db
      .selectFrom("checkpoint")
      .select("position")
      .executeTakeFirstOrThrow();
    return BigInt(position);
  });
  return {
    read: (question) => read(db, question),
    reached: waiting.reached,
    change: async (work) => {
      const { answer, checkpoint } = await change(db, work);
      waiting.arrivedAt(checkpoint);
      return answer;
    },
    dropReplaced: () => dropReplaced(db),
    close: async () => waiting.close(),
  };
}

async function read<Answer>(
  db: Connection,
  question: (rows: RowReader) => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db
        .transaction()
        .setIsolationLevel("repeatable read")
        .setAccessMode("read only")
        .execute(async (transaction) => question(await reader(transaction)));
    } catch (fault) {
      // The generation was replaced and dropped between the question's beginning and its end: ask
      // the new one.
      if (attempt < attemptsMax && wasDropped(fault)) continue;
      throw fault;
    }
  }
}

function wasDropped(fault: unknown): boolean {
  const undefinedTable = "42P01";
  return fault instanceof pg.DatabaseError && fault.code === undefinedTable;
}

async function change<Answer>(db: Connection, work: (change: RowChange) => Promise<Answer>) {
  return db.transaction().execute(async (transaction) => {
    const { change: open, checkpoint } = await rowChange(transaction);
    return { answer: await work(open), checkpoint: checkpoint() };
  });
}

/**
 * Apart from the checkpoint's lock: dropping waits for questions that still read, and the runner
 * does not wait for it.
 */
async function dropReplaced(db: Connection): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const replaced = await transaction
      .selectFrom("generations")
      .select(["name", "generation"])
      .where("state", "=", "replaced")
      .forUpdate()
      .skipLocked()
      .execute();
    for (const { name, generation } of replaced) {
      await sql`drop table ${sql.table(tableOf({ name, generation }))}`.execute(transaction);
      await transaction
        .deleteFrom("generations")
        .where("name", "=", name)
        .where("generation", "=", generation)
        .execute();
    }
  });
}
