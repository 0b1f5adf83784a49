/** Keeps rows in PostgreSQL: a table per generation of a projection, and which of them are live. */
import type pg from "pg";
import { arrival } from "#projections/adapters/arrival.ts";
import { type Connection, connected } from "#projections/adapters/postgres/catalogue.ts";
import { rowChange } from "#projections/adapters/postgres/change.ts";
import { dropReplaced, prepare } from "#projections/adapters/postgres/generation.ts";
import { reader } from "#projections/adapters/postgres/reader.ts";
import { type Door, inSnapshot } from "#projections/adapters/postgres/snapshot.ts";
import { wasDropped } from "#projections/adapters/postgres/was-dropped.ts";
import type { KeptRows, RowChange } from "#projections/rows/kept-rows.ts";
import type { Moment, RowReader } from "#projections/rows/rows.ts";

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
    read: (question, moment) => read({ db, pool }, question, moment),
    positionAt: (instant) => positionAt(db, instant),
    reached: waiting.reached,
    change: async (work) => {
      const { answer, checkpoint } = await change(db, work);
      waiting.arrivedAt(checkpoint);
      return answer;
    },
    prepare: (generations) => prepare(db, generations),
    dropReplaced: () => dropReplaced(db),
    close: async () => waiting.close(),
  };
}

async function read<Answer>(
  door: Door,
  question: (rows: RowReader) => Promise<Answer>,
  moment?: Moment,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inSnapshot(door, (snapshot) => question(reader(snapshot, moment)));
    } catch (fault) {
      // The generation was replaced and dropped between the question's beginning and its end: ask
      // the new one.
      if (attempt < attemptsMax && wasDropped(fault)) continue;
      throw fault;
    }
  }
}

async function positionAt(db: Connection, instant: string): Promise<bigint> {
  const { position, after } = await db
    .selectFrom("checkpoint")
    .leftJoinLateral(
      (one) =>
        one
          .selectFrom("rises")
          .select("after")
          .where("instant", ">", instant)
          .orderBy("instant")
          .limit(1)
          .as("rise"),
      (join) => join.onTrue(),
    )
    .select(["position", "after"])
    .executeTakeFirstOrThrow();
  return BigInt(after ?? position);
}

async function change<Answer>(db: Connection, work: (change: RowChange) => Promise<Answer>) {
  return db.transaction().execute(async (transaction) => {
    const { change: open, checkpoint } = await rowChange(transaction);
    return { answer: await work(open), checkpoint: checkpoint() };
  });
}
