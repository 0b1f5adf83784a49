/** Changes rows in one PostgreSQL transaction that holds the checkpoint from beginning to end. */
import { sql } from "kysely";
import {
  type Catalogue,
  type Connection,
  tableOf,
} from "#projections/adapters/postgres/catalogue.ts";
import type { Generation, RowChange } from "#projections/rows/kept-rows.ts";
import type { Table } from "#projections/rows/rows.ts";

/** Also answers where the checkpoint stands at the end. */
export async function rowChange(
  transaction: Connection,
): Promise<{ readonly change: RowChange; readonly checkpoint: () => bigint }> {
  // The lock comes first: what is read after it stays true until the commit, whoever else runs.
  const locked = await transaction
    .selectFrom("checkpoint")
    .select("position")
    .forUpdate()
    .executeTakeFirstOrThrow();
  const generations = await transaction.selectFrom("generations").selectAll().execute();
  let checkpoint = BigInt(locked.position);

  const change: RowChange = {
    checkpoint,
    generations: generations.map(asGeneration),
    load: (generation, keys) => load(transaction, generation, keys),
    save: (generation, table, rows) => save(transaction, generation, table, rows),
    begin: (table) => begin(transaction, table),
    moveGeneration: (generation, position) => update(transaction, generation, { position }),
    moveCheckpoint: async (names, position) => {
      await moveCheckpoint(transaction, names, position);
      checkpoint = position;
    },
    goLive: async (generation) => {
      await transaction
        .updateTable("generations")
        .set({ state: "replaced" })
        .where("name", "=", generation.name)
        .where("state", "=", "live")
        .execute();
      await update(transaction, generation, { state: "live" });
    },
    replace: (generation) => update(transaction, generation, { state: "replaced" }),
  };
  return { change, checkpoint: () => checkpoint };
}

function asGeneration({ position, ...generation }: Catalogue["generations"]): Generation {
  return { ...generation, position: BigInt(position) };
}

async function load(transaction: Connection, generation: Generation, keys: readonly string[]) {
  const { rows } = await sql<{ key: string; row: object }>`
    select key, row from ${sql.table(tableOf(generation))}
    where key = any(${[...keys]}::text[])`.execute(transaction);
  return new Map(rows.map(({ key, row }) => [key, row]));
}

async function save<Row extends object>(
  transaction: Connection,
  generation: Generation,
  table: Table<Row>,
  rows: ReadonlyMap<string, Row | undefined>,
): Promise<void> {
  const kept = [...rows].filter((entry): entry is [string, Row] => entry[1] !== undefined);
  const gone = [...rows].filter(([, row]) => row === undefined).map(([key]) => key);
  if (kept.length > 0) await upsert(transaction, generation, table, kept);
  if (gone.length > 0)
    await sql`
      delete from ${sql.table(tableOf(generation))}
      where key = any(${gone}::text[])`.execute(transaction);
}

/** All rows in one statement: an array per column, taken apart by unnest, whatever their number. */
async function upsert<Row extends object>(
  transaction: Connection,
  generation: Generation,
  { columns }: Table<Row>,
  rows: readonly (readonly [string, Row])[],
): Promise<void> {
  const names = Object.keys(columns);
  const arrays = [
    rows.map(([key]) => key),
    rows.map(([, row]) => JSON.stringify(row)),
    ...Object.values(columns).map((column) => rows.map(([, row]) => column(row))),
  ].map((array) => sql`${array}::text[]`);
  const refs = names.map((name) => sql.ref(name));
  const all = sql.join([sql.ref("key"), sql.ref("row"), ...refs]);
  const selected = sql.join([sql.ref("key"), sql`row::json`, ...refs]);
  const updates = ["row", ...names].map(
    (name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`,
  );
  await sql`
    insert into ${sql.table(tableOf(generation))} (${all})
    select ${selected} from unnest(${sql.join(arrays)}) as fresh (${all})
    on conflict (key) do update set ${sql.join(updates)}`.execute(transaction);
}

/**
 * The table of a new generation; each column's index is in the order that questions want: column,
 * then key.
 */
async function begin<Row extends object>(
  transaction: Connection,
  { name, version, columns }: Table<Row>,
): Promise<Generation> {
  const generation = await nextNumber(transaction, name);
  const begun = { name, generation, version, state: "filling", position: 0n } as const;
  const rowTable = sql.table(tableOf(begun));
  const text = sql`text collate "C"`;
  const names = Object.keys(columns).map((column) => sql.ref(column));
  const declared = names.map((column) => sql`, ${column} ${text}`);
  await sql`
    create table ${rowTable} (
      key ${text} primary key,
      row json not null${sql.join(declared, sql``)}
    )`.execute(transaction);
  for (const column of names)
    await sql`create index on ${rowTable} (${column}, key)`.execute(transaction);
  await transaction
    .insertInto("generations")
    .values({ ...begun, position: "0" })
    .execute();
  return begun;
}

async function nextNumber(transaction: Connection, name: string): Promise<number> {
  const last = await transaction
    .selectFrom("generations")
    .select((of) => of.fn.max("generation").as("generation"))
    .where("name", "=", name)
    .executeTakeFirst();
  return (last?.generation ?? 0) + 1;
}

async function moveCheckpoint(
  transaction: Connection,
  names: readonly string[],
  position: bigint,
): Promise<void> {
  await sql`
    with moved as (update projections.checkpoint set position = ${String(position)}::bigint)
    update projections.generations set position = ${String(position)}::bigint
    where state = 'live' and name = any(${[...names]}::text[])`.execute(transaction);
}

async function update(
  transaction: Connection,
  { name, generation }: Generation,
  { position, ...changes }: Partial<Pick<Generation, "position" | "state">>,
): Promise<void> {
  await transaction
    .updateTable("generations")
    .set(position === undefined ? changes : { ...changes, position: String(position) })
    .where("name", "=", name)
    .where("generation", "=", generation)
    .execute();
}
