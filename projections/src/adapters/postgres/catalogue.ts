/** The tables that say which rows are live and up to where: typed as kysely wants them. */
import { Kysely, PostgresDialect } from "kysely";
import type { Pool } from "pg";
import type { Generation } from "#projections/rows/kept-rows.ts";

/** Everything of the projections lives in this schema, apart from the log in the same database. */
export const schema = "projections";

export type Catalogue = {
  /**
   * One row: the position that all live generations reflect. Whoever changes rows locks it first.
   */
  checkpoint: { position: string; known_position: string; known_instant: string };
  generations: Omit<Generation, "position"> & { position: string };
  rises: { instant: string; after: string };
};

export type Connection = Kysely<Catalogue>;

/** Never destroyed, since that would end the pool, which goes on to be used. */
export function connected(pool: Pool): Connection {
  return new Kysely<Catalogue>({ dialect: new PostgresDialect({ pool }) }).withSchema(schema);
}

type Named = Pick<Generation, "name" | "generation">;

/** The present rows: one per key. */
export function tableOf({ name, generation }: Named): string {
  return `${schema}.${name}_${generation}`;
}

/** All that the rows ever were. */
export function versionsOf(generation: Named): string {
  return `${tableOf(generation)}_versions`;
}
