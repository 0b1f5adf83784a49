/** A projection keeps one row per key; each kind says which rows it touches and how they change. */
import type { Recorded } from "@partita/ledger";
import type { Movement, MovementKind } from "@partita/schemas";
import type { Table } from "#projections/rows/rows.ts";

export type Change<Row, K extends MovementKind> = {
  /** The keys of the rows that this movement touches; it sees nothing but the movement. */
  readonly keys: (recorded: Recorded<Movement<K>>) => readonly string[];
  /** The row afterwards; undefined: there is none (any more). */
  readonly apply: (
    row: Row | undefined,
    recorded: Recorded<Movement<K>>,
    key: string,
  ) => Row | undefined;
  /**
   * The keys name this very movement, so that no other touches them: nothing needs to be looked up
   * before.
   */
  readonly isOwn?: true;
  /**
   * What is over, kept from now on under a key of its own, so that its old key is free for what
   * begins next: without it, a thing that starts and stops a thousand times would be one row that
   * grows for ever.
   */
  readonly aside?: (row: Row, recorded: Recorded<Movement<K>>) => Aside<Row> | undefined;
};

export type Aside<Row> = { readonly key: string; readonly row: Row };

export type Projection<Row extends object> = {
  readonly table: Table<Row>;
  readonly on: { readonly [K in MovementKind]?: Change<Row, K> };
};
