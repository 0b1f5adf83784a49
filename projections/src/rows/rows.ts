/** Rows as projections keep them and as questions read them; adapters hold them. */

/** What a column holds, taken from the row: text that can be compared, or nothing. */
export type ColumnValue = string | null;

export type Table<Row extends object> = {
  /** In SQL spelling: `free_partitions`. */
  readonly name: string;
  /** Counted up when rows change their meaning: a new generation is filled beside the old one. */
  readonly version: number;
  /**
   * What can be asked for besides `key`, which every table has. Each column is indexed, and
   * PostgreSQL indexes at most 2,700 bytes of text: a URL or a parameter is no column.
   */
  readonly columns: { readonly [column: string]: (row: Row) => ColumnValue };
};

/**
 * `["computer", "=", "COMP-1"]`. Text is compared by code point (PostgreSQL's `C` collation). A
 * column that holds nothing is `= null`, and `!=` every text; no inequality holds for it.
 */
export type Where =
  | readonly [column: string, is: "=" | "!=", value: ColumnValue]
  | readonly [column: string, is: "<" | "<=" | ">" | ">=", value: string]
  | readonly [column: string, is: "in", values: readonly string[]];

export type Finding = {
  /** All of these hold. */
  readonly where?: readonly Where[];
  /** Rows come in key order, or in the order of this column (nothing last) and then the key. */
  readonly orderBy?: string;
  readonly limit?: number;
};

/** All that is read through one reader is of one moment: every table at the same position. */
export interface RowReader {
  /** The position of the log that the rows reflect: not beyond what the moment lets be known. */
  position(): Promise<bigint>;
  get<Row extends object>(table: Table<Row>, key: string): Promise<Row | undefined>;
  find<Row extends object>(table: Table<Row>, finding?: Finding): Promise<readonly Row[]>;
  /** Rows with their keys, in key order, after a key: how all of a table is read, page by page. */
  page<Row extends object>(table: Table<Row>, page: Page): Promise<readonly Entry<Row>[]>;
  /**
   * Keys whose rows may be others than at another moment, in key order, with both rows: found by
   * the versions that lie between, not by reading all rows.
   */
  changed<Row extends object>(
    table: Table<Row>,
    since: Moment,
    page: Page,
  ): Promise<readonly Changed<Row>[]>;
}

export type Page = { readonly after: string | undefined; readonly limit: number };
export type Entry<Row> = readonly [key: string, row: Row];
export type Changed<Row> = {
  readonly key: string;
  /** At the other moment. */
  readonly before: Row | undefined;
  /** At the reader's. */
  readonly after: Row | undefined;
};

/** When a question is asked of: absent means now, with all that is known. */
export type Moment = {
  /** Valid time, an instant: only what took effect by then. */
  readonly at?: string;
  /** A position of the log: only what was recorded by then. */
  readonly knownAt?: bigint;
};

/** Rows that a question is about are being made for the first time: ask again. */
export class NotFilledYet extends Error {
  override readonly name = "NotFilledYet";
  constructor(table: string) {
    super(`${table} is not filled yet`);
  }
}

/** The port by which API, allocator and billing ask the projections. */
export interface Rows {
  /**
   * Answers a question over one consistent moment, that of the first thing it reads: one that reads
   * nothing costs nothing. The question asks nothing but its reader, and may be asked twice: when
   * the rows it was reading were replaced under it, it starts over.
   */
  read<Answer>(question: (rows: RowReader) => Promise<Answer>, moment?: Moment): Promise<Answer>;
  /** The last position at which nothing was known that was recorded after this instant. */
  positionAt(instant: string): Promise<bigint>;
  /** Whether the rows reflect `position` (or later) before the time is over. */
  reached(position: bigint, millisecondsMax: number): Promise<boolean>;
}
