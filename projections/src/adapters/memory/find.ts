/** Finds rows in a map as PostgreSQL does in a table: the same comparisons, the same order. */
import type { ColumnValue, Entry, Finding, Table, Where } from "#projections/rows/rows.ts";

export function find<Row extends object>(
  kept: ReadonlyMap<string, Row>,
  table: Table<Row>,
  { where = [], orderBy = "key", limit = Number.POSITIVE_INFINITY }: Finding,
): readonly Entry<Row>[] {
  const order = readerOf(table, orderBy);
  return [...kept]
    .filter((entry) =>
      where.every((condition) => holds(condition, readerOf(table, condition[0])(entry))),
    )
    .sort((left, right) => compared(order(left), order(right)) || compared(left[0], right[0]))
    .slice(0, limit);
}

function readerOf<Row extends object>(table: Table<Row>, name: string) {
  if (name === "key") return ([key]: Entry<Row>): ColumnValue => key;
  const column = Object.hasOwn(table.columns, name) ? table.columns[name] : undefined;
  if (column === undefined) throw new Error(`${table.name} has no column ${name}`);
  return ([, row]: Entry<Row>): ColumnValue => column(row);
}

function holds([, is, wanted]: Where, value: ColumnValue): boolean {
  if (is === "=") return value === wanted;
  if (is === "!=") return value !== wanted;
  if (value === null) return false;
  if (is === "in") return wanted.includes(value);
  return inequalities[is](compared(value, wanted));
}

const inequalities = {
  "<": (order: number) => order < 0,
  "<=": (order: number) => order <= 0,
  ">": (order: number) => order > 0,
  ">=": (order: number) => order >= 0,
};

/**
 * By code point, as `COLLATE "C"` compares the bytes of UTF-8; nothing comes last. JavaScript's own
 * comparison is by UTF-16 unit, which puts an emoji before U+E000 and above.
 */
export function compared(left: ColumnValue, right: ColumnValue): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
