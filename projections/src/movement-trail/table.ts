/** Where trails are kept: a row per step, under its tree or, for an invoice, its instance. */
import type { TrailStep } from "@partita/schemas";
import { keyOf } from "#projections/about.ts";
import type { Table } from "#projections/rows/rows.ts";

export type TrailRow = TrailStep & { readonly subject: string };

export const movementTrailTable: Table<TrailRow> = {
  name: "movement_trail",
  version: 1,
  columns: {
    kind: ({ kind }) => kind,
    position: ({ position }) => inOrder(position),
    subject: ({ subject }) => subject,
  },
};

/** A trail's rows stand together, in the order of the log. */
export function trailKey(subject: string, position: bigint): string {
  return keyOf(subject, inOrder(String(position)));
}

/** Most digits of a position of 64 bits. */
const positionDigitsMax = 20;

function inOrder(position: string): string {
  return position.padStart(positionDigitsMax, "0");
}
