/** One way of appending: what it is called, and what one caller does in one turn. */

/** Resolves to the number of movements that are durable now. */
export type Operation = (caller: number, turn: number) => Promise<number>;

export type Way = {
  readonly name: string;
  /** A fresh start for a run: new streams, nothing remembered. */
  readonly prepare: () => Operation | Promise<Operation>;
};
