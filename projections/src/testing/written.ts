/** Rows of a test as versions that a movement at this position wrote. */
import type { Version } from "#projections/rows/kept-rows.ts";

/** Each position is a minute later than the one before, so that none is late. */
export function written<Row extends object>(
  position: bigint,
  rows: Readonly<Record<string, Row | undefined>>,
): readonly Version<Row>[] {
  return Object.entries(rows).map(([key, row]) => ({
    key,
    position,
    effective: instantAt(position),
    row,
    enters: true,
  }));
}

export function instantAt(position: bigint): string {
  return new Date(Date.UTC(2026, 0, 1) + Number(position) * 60_000).toISOString();
}
