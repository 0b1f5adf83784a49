/** Turns what a question asks for into SQL: conditions on columns, and an order. */
import { type RawBuilder, sql } from "kysely";
import type { Table, Where } from "#projections/rows/rows.ts";

type Sql = RawBuilder<unknown>;

/** `and …`, for each of them. */
export function conditions<Row extends object>(table: Table<Row>, where: readonly Where[]): Sql {
  return sql.join(
    where.map((one) => sql` and ${condition(table, one)}`),
    sql``,
  );
}

function condition<Row extends object>(table: Table<Row>, [name, is, value]: Where): Sql {
  const column = columnOf(table, name);
  if (is === "in") return sql`${column} = any(${[...value]}::text[])`;
  if (is === "=" && value === null) return sql`${column} is null`;
  if (is === "!=") return sql`${column} is distinct from ${value}::text`;
  return sql`${column} ${sql.raw(operators[is])} ${value}`;
}

/** Written out, so that nothing but these ever stands in a statement. */
const operators = { "=": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">=" } as const;

export function order<Row extends object>(table: Table<Row>, by: string | undefined): Sql {
  if (by === undefined || by === "key") return sql`order by key`;
  return sql`order by ${columnOf(table, by)} nulls last, key`;
}

function columnOf<Row extends object>(table: Table<Row>, name: string): Sql {
  if (name !== "key" && !Object.hasOwn(table.columns, name))
    throw new Error(`${table.name} has no column ${name}`);
  return sql.ref(name);
}
