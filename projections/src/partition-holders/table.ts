/** Where holders are kept: a row per computer and instance awarded to it, one per past holding. */
import type { Holder } from "@partita/schemas";
import { forever } from "#projections/rows/forever.ts";
import type { Table } from "#projections/rows/rows.ts";

/**
 * An instance holds at most one partition of a computer at a time; `held` is absent while it has
 * none.
 */
export type HolderRow = Pick<Holder, "instance" | "tree" | "award" | "seller" | "buyer"> & {
  readonly held?: Held;
};
/** Its award is the one under which the partition was given: the contract may be of the next. */
export type Held = Pick<Holder, "partition" | "award" | "heldFrom" | "heldUntil"> & {
  readonly computer: string;
};

export const partitionHoldersTable: Table<HolderRow> = {
  name: "partition_holders",
  version: 2,
  columns: {
    computer: ({ held }) => held?.computer ?? null,
    heldFrom: ({ held }) => held?.heldFrom ?? null,
    heldUntil: ({ held }) => (held ? (held.heldUntil ?? forever) : null),
  },
};
