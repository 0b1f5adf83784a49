/** The writing side of rows: what the runner and a rebuild need of where rows are kept. */
import type { Rows, Table } from "#projections/rows/rows.ts";

/**
 * One filling of a projection's table, from the first movement on. It is `filling` until it
 * reflects what the live ones reflect; then it is `live`, and the one before it is `replaced` and
 * dropped.
 */
export type Generation = {
  readonly name: string;
  readonly generation: number;
  readonly version: number;
  readonly state: "filling" | "live" | "replaced";
  /** The last movement that its rows reflect. */
  readonly position: bigint;
};

export interface KeptRows extends Rows {
  /**
   * Changes rows in one transaction, all or nothing. Changes wait for each other, also those of
   * other processes: what a change reads stays true until it is written.
   */
  change<Answer>(work: (change: RowChange) => Promise<Answer>): Promise<Answer>;
  /** Drops the rows of generations that were replaced. */
  dropReplaced(): Promise<void>;
  /** Ends all waiting for a position. */
  close(): Promise<void>;
}

export interface RowChange {
  /** The position that all live generations reflect. */
  readonly checkpoint: bigint;
  readonly generations: readonly Generation[];
  /** The rows of these keys, those that exist. */
  load(generation: Generation, keys: readonly string[]): Promise<ReadonlyMap<string, object>>;
  /** Writes rows; undefined deletes. */
  save<Row extends object>(
    generation: Generation,
    table: Table<Row>,
    rows: ReadonlyMap<string, Row | undefined>,
  ): Promise<void>;
  /** The next generation of a table: empty, at position 0, filling. */
  begin<Row extends object>(table: Table<Row>): Promise<Generation>;
  /** Says that a generation reflects the log up to `position`. */
  moveGeneration(generation: Generation, position: bigint): Promise<void>;
  /**
   * Says that the live generations of these names reflect the log up to `position`: the new
   * checkpoint.
   */
  moveCheckpoint(names: readonly string[], position: bigint): Promise<void>;
  /** From now on questions go to this generation; the live one before it, if any, is replaced. */
  goLive(generation: Generation): Promise<void>;
  /** Gives up a generation, to be dropped. */
  replace(generation: Generation): Promise<void>;
}
