/**
 * Where duties are kept: one row per instance, from its request until its partition is released.
 */
import type { PartitionDuty } from "@partita/schemas";
import type { Table } from "#projections/rows/rows.ts";

/**
 * What an agent must know, gathered before there is a computer: `place` is what the computer's
 * stream adds.
 */
export type DutyRow = Omit<PartitionDuty, "rootTitle" | "partition" | "address"> & {
  /** The open award. */
  readonly awarded?: string;
  readonly place?: Place;
};
export type Place = {
  readonly computer: string;
  readonly partition: string;
  readonly address: string;
};

export const computerDutiesTable: Table<DutyRow> = {
  name: "computer_duties",
  version: 2,
  columns: { computer: ({ place }) => place?.computer ?? null },
};
