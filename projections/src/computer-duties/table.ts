/**
 * Where duties are kept: one row per instance, from its request until its partition is released,
 * or until it is destroyed without one.
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
  version: 3,
  columns: {
    computer: ({ place }) => place?.computer ?? null,
    /** Agents that speak SLAP name a partition with each report, and never its instance. */
    place: ({ place }) => (place ? placeOf(place) : null),
  },
};

/** A partition with its computer, as one text. */
export function placeOf({ computer, partition }: Omit<Place, "address">): string {
  return `${computer}/${partition}`;
}
