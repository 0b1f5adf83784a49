/** Reads rows in one PostgreSQL transaction, from the generations that were live when it began. */
import { type RawBuilder, sql } from "kysely";
import { type Connection, tableOf } from "#projections/adapters/postgres/catalogue.ts";
import type { Entry, Finding, RowReader, Table, Where } from "#projections/rows/rows.ts";

type Found = { readonly key: string; readonly row: object };

/** The transaction's first statement: it fixes the moment that everything after it is of. */
export async function reader(transaction: Connection): Promise<RowReader> {
  const { position, live } = await moment(transaction);

  async function found<Row extends object>(
    table: Table<Row>,
    finding: Finding,
  ): Promise<readonly Entry<Row>[]> {
    const name = live.get(table.name);
    if (name === undefined && position > 0n) throw new Error(`${table.name} is not filled yet`);
    if (name === undefined) return [];
    const { rows } = await sql<Found>`
      select key, row from ${sql.table(name)}
      ${conditions(table, finding.where)} ${order(table, finding.orderBy)}
      limit ${finding.limit ?? null}`.execute(transaction);
    // Rows were saved under a table of this name, hence of this kind.
    return rows.map(({ key, row }) => [key, row as Row]);
  }

  return {
    position,
    get: async (table, key) => (await found(table, { where: [["key", "=", key]] }))[0]?.[1],
    find: async (table, finding = {}) => (await found(table, finding)).map(([, row]) => row),
    page: (table, { after, limit }) =>
      found(table, { where: after === undefined ? [] : [["key", ">", after]], limit }),
  };
}

async function moment(transaction: Connection) {
  const rows = await transaction
    .selectFrom("checkpoint")
    .leftJoin("generations", (join) => join.on("state", "=", "live"))
    .select(["checkpoint.position", "name", "generation"])
    .execute();
  const live = rows.flatMap(({ name, generation }) =>
    name === null || generation === null ? [] : [[name, tableOf({ name, generation })] as const],
  );
  return { position: BigInt(rows[0]?.position ?? 0), live: new Map(live) };
}

function conditions<Row extends object>(table: Table<Row>, where: readonly Where[] = []) {
  if (where.length === 0) return sql``;
  return sql`where ${sql.join(
    where.map((one) => condition(table, one)),
    sql` and `,
  )}`;
}

function condition<Row extends object>(table: Table<Row>, [name, is, value]: Where) {
  const column = columnOf(table, name);
  if (is === "in") return sql`${column} = any(${[...value]}::text[])`;
  if (is === "=" && value === null) return sql`${column} is null`;
  if (is === "!=") return sql`${column} is distinct from ${value}::text`;
  return sql`${column} ${sql.raw(operators[is])} ${value}`;
}

/** Written out, so that nothing but these ever stands in a statement. */
const operators = { "=": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">=" } as const;

function order<Row extends object>(table: Table<Row>, by: string | undefined): RawBuilder<unknown> {
  if (by === undefined) return sql`order by key`;
  return sql`order by ${columnOf(table, by)} nulls last, key`;
}

function columnOf<Row extends object>(table: Table<Row>, name: string): RawBuilder<unknown> {
  if (name !== "key" && !Object.hasOwn(table.columns, name))
    throw new Error(`${table.name} has no column ${name}`);
  return sql.ref(name);
}
