/** The peer of a rebuild: a transaction per movement, a statement per row, as one writes first. */
import type { Recorded } from "@partita/ledger";
import type { Projection } from "@partita/projections";
import { applied, keysTouched } from "@partita/projections/apply.ts";
import type pg from "pg";

/** Tables with the columns and indexes of the live rows, and none of their past. */
export async function createPlain(
  pool: pg.Pool,
  projections: readonly Projection<object>[],
): Promise<void> {
  await pool.query("drop schema if exists plain cascade; create schema plain");
  await pool.query("create table plain.checkpoint (position bigint not null)");
  await pool.query("insert into plain.checkpoint values (0)");
  for (const { table } of projections) {
    const columns = Object.keys(table.columns);
    const declared = columns.map((column) => `, "${column}" text collate "C"`).join("");
    const key = `key text collate "C" primary key`;
    await pool.query(`create table plain.${table.name} (${key}, row json not null${declared})`);
    for (const column of columns)
      await pool.query(`create index on plain.${table.name} ("${column}", key)`);
  }
}

export async function rowAtATime(
  pool: pg.Pool,
  projections: readonly Projection<object>[],
  log: readonly Recorded[],
): Promise<void> {
  const client = await pool.connect();
  try {
    for (const recorded of log) {
      await client.query("begin");
      for (const projection of projections) await take(client, projection, recorded);
      await query(client, "update plain.checkpoint set position = $1", [`${recorded.position}`]);
      await client.query("commit");
    }
  } finally {
    client.release();
  }
}

async function take(
  client: pg.PoolClient,
  projection: Projection<object>,
  recorded: Recorded,
): Promise<void> {
  const { name } = projection.table;
  const before = new Map<string, object>();
  for (const key of keysTouched(projection, [recorded])) {
    const found = await query(client, `select row from plain.${name} where key = $1`, [key]);
    if (found.rows[0] !== undefined) before.set(key, found.rows[0].row);
  }
  for (const [key, row] of applied(projection, [recorded], before)) {
    if (row === undefined) await query(client, `delete from plain.${name} where key = $1`, [key]);
    else await upsert(client, projection, key, row);
  }
}

async function upsert(
  client: pg.PoolClient,
  { table }: Projection<object>,
  key: string,
  row: object,
): Promise<void> {
  const names = ["key", "row", ...Object.keys(table.columns)].map((column) => `"${column}"`);
  const places = names.map((_, index) => `$${index + 1}`);
  const updates = names.slice(1).map((column) => `${column} = excluded.${column}`);
  const values = Object.values(table.columns).map((column) => column(row));
  await query(
    client,
    `insert into plain.${table.name} (${names}) values (${places})
     on conflict (key) do update set ${updates}`,
    [key, JSON.stringify(row), ...values],
  );
}

/** Prepared once per connection, as a careful peer would. */
function query(client: pg.PoolClient, text: string, values: readonly (string | null)[]) {
  return client.query({ name: nameOf(text), text, values: [...values] });
}

const prepared = new Map<string, string>();

function nameOf(text: string): string {
  const name = prepared.get(text) ?? `plain-${prepared.size}`;
  prepared.set(text, name);
  return name;
}
