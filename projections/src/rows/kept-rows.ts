/** The writing side of rows: what the runner and a rebuild need of where rows are kept. */
import type { Life } from "#projections/rows/life.ts";
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

export type Filled = { readonly table: Table<object>; readonly generation: number };

/**
 * A row as a movement made it: known from its position on, true from its instant on, up to where
 * the movement made the next one of this key. Undefined: there is none. Of all versions of a key
 * that were known at a position and true at an instant, the one with the greatest position, then
 * instant, holds: a movement writes all that holds from its first instant on.
 */
export type Version<Row> = {
  readonly key: string;
  readonly position: bigint;
  readonly effective: string;
  readonly row: Row | undefined;
  /** It may be found by columns by which its key could not be found before: see ADR 0021. */
  readonly enters: boolean;
};

/** Where the latest instant rises; a movement of a clock that is behind is no rise. */
export type Rise = {
  /** No movement up to this position was recorded later. */
  readonly instant: string;
  /** The position before the movement. */
  readonly after: bigint;
};

export interface KeptRows extends Rows {
  /**
   * Changes rows in one transaction, all or nothing. Changes wait for each other, also those of
   * other processes: what a change reads stays true until it is written.
   */
  change<Answer>(work: (change: RowChange) => Promise<Answer>): Promise<Answer>;
  /**
   * Makes generations that were filled fit for questions, before they go live: what is made of all
   * rows at once is made faster than with each row. No change waits for it. Whoever comes second
   * finds it done.
   */
  prepare(generations: readonly Filled[]): Promise<void>;
  /** Drops the rows of generations that were replaced. */
  dropReplaced(): Promise<void>;
  /** Ends all waiting for a position. */
  close(): Promise<void>;
}

export interface RowChange {
  /** The position that all live generations reflect. */
  readonly checkpoint: bigint;
  readonly generations: readonly Generation[];
  /** Up to where instants are known, and the latest of them; "" before the first. */
  readonly known: { readonly position: bigint; readonly instant: string };
  /**
   * For each key how its row is from an instant on, beginning with what holds there: nothing for a
   * key that never had a row.
   */
  load(
    generation: Generation,
    wanted: ReadonlyMap<string, string>,
  ): Promise<ReadonlyMap<string, Life<object>>>;
  /** Adds versions, by their positions; the last one of each key is its present row. */
  save<Row extends object>(
    generation: Generation,
    table: Table<Row>,
    versions: readonly Version<Row>[],
  ): Promise<void>;
  /** Says that instants are known up to `position`, and where they rose on the way. */
  know(rises: readonly Rise[], position: bigint): Promise<void>;
  /** The next generation of a table: empty, at position 0, filling. */
  begin<Row extends object>(table: Table<Row>): Promise<Generation>;
  /** Says that these generations reflect the log up to `position`. */
  moveGenerations(generations: readonly Generation[], position: bigint): Promise<void>;
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
