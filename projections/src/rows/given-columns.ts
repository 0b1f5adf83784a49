/** Turns the filters of a query into conditions on columns, those that were given. */
import type { ColumnValue, Where } from "#projections/rows/rows.ts";

export function givenColumns(filters: {
  readonly [column: string]: ColumnValue | undefined;
}): readonly Where[] {
  return Object.entries(filters).flatMap(([column, value]) =>
    value === undefined ? [] : [[column, "=", value] as const],
  );
}
