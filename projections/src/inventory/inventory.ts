/** The ports of the inventory: how it is asked, and how it is kept level with the log. */

import type { Folded, Standings } from "#projections/inventory/entries-of.ts";
import type { Entry } from "#projections/inventory/entry.ts";
import type {
  Group,
  HistoryLine,
  HistoryQuestion,
  ListQuestion,
  QuestionOfOne,
} from "#projections/inventory/question.ts";

/** With the position of the log that it was computed at. */
export type At<Answer> = { readonly answer: Answer; readonly position: bigint };

export interface Inventory {
  /** The sum of all lines that match; exact. */
  balance(question: QuestionOfOne): Promise<At<string>>;
  /** Sums by dimensions, in the order of their keys; what sums to zero is left out. */
  list(question: ListQuestion): Promise<At<readonly Group[]>>;
  /** Lines in the order in which they count, each with the balance after it. */
  history(question: HistoryQuestion): Promise<At<readonly HistoryLine[]>>;
  /** Every entry, in the order of the log, after one: how all of it is read, page by page. */
  entries(after: EntryPlace, limit: number): Promise<readonly Entry[]>;
  /** The position of the log that it reflects. */
  position(): Promise<bigint>;
  /** Whether it reflects `position` (or later) before the time is over. */
  reached(position: bigint, millisecondsMax: number): Promise<boolean>;
}

export type EntryPlace = Pick<Entry, "position" | "index">;

/** One filling of the inventory, from the first movement on, as with the rows of projections. */
export type Filling = {
  readonly generation: number;
  readonly version: number;
  readonly state: "filling" | "live" | "replaced";
  /** The last movement that it reflects. */
  readonly position: bigint;
};

export interface KeptInventory extends Inventory {
  /**
   * Changes it in one transaction, all or nothing. Changes wait for each other, also those of other
   * processes: what a change reads stays true until it is written.
   */
  change<Answer>(work: (change: InventoryChange) => Promise<Answer>): Promise<Answer>;
  /** Drops what was replaced. */
  dropReplaced(): Promise<void>;
  /** Ends all waiting for a position. */
  close(): Promise<void>;
}

export interface InventoryChange {
  readonly fillings: readonly Filling[];
  /** The next filling: empty, at position 0. */
  begin(version: number): Promise<Filling>;
  /** What stands under these keys. */
  standings(filling: Filling, keys: readonly string[]): Promise<Standings>;
  /** Adds what a batch brought, and says that the filling reflects the log up to `position`. */
  add(filling: Filling, folded: Folded, position: bigint): Promise<void>;
  /** From now on questions go to this filling; the one before it, if any, is replaced. */
  goLive(filling: Filling): Promise<void>;
  /** Gives a filling up, to be dropped. */
  replace(filling: Filling): Promise<void>;
}
