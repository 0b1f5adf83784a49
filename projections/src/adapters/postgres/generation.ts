/** Makes and drops the tables of a generation: its present rows, and all that they ever were. */
import { type RawBuilder, sql } from "kysely";
import {
  type Connection,
  schema,
  tableOf,
  versionsOf,
} from "#projections/adapters/postgres/catalogue.ts";
import { wasDropped } from "#projections/adapters/postgres/was-dropped.ts";
import type { Filled, Generation } from "#projections/rows/kept-rows.ts";
import type { Table } from "#projections/rows/rows.ts";

/**
 * By code point, as everywhere in the house. Our own columns have an underscore in their names, so
 * that a projection's columns, which have none, never bear the same.
 */
const text = sql`text collate "C"`;

/** The next generation of a table: empty, filling, with the indexes that a filling needs itself. */
export async function begin<Row extends object>(
  transaction: Connection,
  table: Table<Row>,
): Promise<Generation> {
  const { name, version } = table;
  const generation = await nextNumber(transaction, name);
  const begun = { name, generation, version, state: "filling", position: 0n } as const;
  const columns = sql.join(
    Object.keys(table.columns).map((column) => sql`, ${sql.ref(column)} ${text}`),
    sql``,
  );
  await createRows(transaction, sql.table(tableOf(begun)), columns);
  await createVersions(transaction, sql.table(versionsOf(begun)), columns);
  await transaction
    .insertInto("generations")
    .values({ ...begun, position: "0" })
    .execute();
  return begun;
}

/** `valid_from` begins the row's last segment: a movement at or after it is not late. */
async function createRows(
  transaction: Connection,
  rows: RawBuilder<unknown>,
  columns: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    create table ${rows} (
      key ${text} primary key,
      valid_from ${text} not null,
      row json not null${columns}
    )`.execute(transaction);
}

/** The newest version of a key comes first in its index. */
async function createVersions(
  transaction: Connection,
  versions: RawBuilder<unknown>,
  columns: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    create table ${versions} (
      key ${text} not null,
      known_from bigint not null,
      valid_from ${text} not null,
      is_entry boolean not null,
      row json${columns}
    )`.execute(transaction);
  await sql`
    create unique index on ${versions} (key, known_from desc, valid_from desc)`.execute(
    transaction,
  );
}

/** Generations prepared at once: a core each on a small server, which has other things to do. */
const preparingMax = 2;

/** Each in its own time: no transaction around all, so that nobody waits for more than one. */
export async function prepare(db: Connection, generations: readonly Filled[]): Promise<void> {
  const left = [...generations];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      await makeFitOrLeave(db, next);
  };
  await Promise.all(Array.from({ length: preparingMax }, worker));
}

/** One that another process replaced and dropped meanwhile needs nothing any more. */
async function makeFitOrLeave(db: Connection, generation: Filled): Promise<void> {
  try {
    await makeFit(db, generation);
  } catch (fault) {
    if (!wasDropped(fault)) throw fault;
  }
}

/**
 * Each column's index is in the order that questions want: column, then key. Of versions, columns
 * are indexed only where they differ from what the key had before. What lies between two moments is
 * found by block ranges: versions are written in the order of positions and nearly in that of
 * instants.
 */
async function makeFit(db: Connection, { table: { name, columns }, generation }: Filled) {
  const [rows, versions] = [tableOf({ name, generation }), versionsOf({ name, generation })];
  for (const column of Object.keys(columns)) {
    await index(db, rows, column, sql`(${sql.ref(column)}, key)`);
    await index(db, versions, column, sql`(${sql.ref(column)}, key) where is_entry`);
  }
  const ranges = sql`using brin (known_from, valid_from)
    with (pages_per_range = ${sql.lit(rangePages)}, autosummarize = on)`;
  await index(db, versions, "moments", ranges);
  for (const table of [rows, versions]) await sql`analyze ${sql.table(table)}`.execute(db);
}

/** Rows of a few hundred bytes: a range holds a few hundred of them. */
const rangePages = 16;

async function index(
  db: Connection,
  table: string,
  suffix: string,
  what: RawBuilder<unknown>,
): Promise<void> {
  const name = `${table.slice(schema.length + 1)}_${suffix}`;
  await db.transaction().execute(async (transaction) => {
    // Two processes that find none at the same moment would both make it, and one would fail.
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction);
    const made = sql`create index if not exists ${sql.id(name)} on ${sql.table(table)} ${what}`;
    await made.execute(transaction);
  });
}

async function nextNumber(transaction: Connection, name: string): Promise<number> {
  const last = await transaction
    .selectFrom("generations")
    .select((of) => of.fn.max("generation").as("generation"))
    .where("name", "=", name)
    .executeTakeFirst();
  return (last?.generation ?? 0) + 1;
}

/**
 * Apart from the checkpoint's lock: dropping waits for questions that still read, and the runner
 * does not wait for it. One table at a time: a question may have read what we wait for, and then
 * ask what we hold.
 */
export async function dropReplaced(db: Connection): Promise<void> {
  const replaced = await db
    .selectFrom("generations")
    .select(["name", "generation"])
    .where("state", "=", "replaced")
    .execute();
  for (const one of replaced) {
    // Generations of before 0002 have no versions.
    await dropAlone(db, one, (transaction) => drop(transaction, versionsOf(one)));
    await dropAlone(db, one, async (transaction) => {
      await drop(transaction, tableOf(one));
      await transaction
        .deleteFrom("generations")
        .where("name", "=", one.name)
        .where("generation", "=", one.generation)
        .execute();
    });
  }
}

/** Leaves alone what another process is just dropping, or has dropped. */
async function dropAlone(
  db: Connection,
  { name, generation }: Pick<Generation, "name" | "generation">,
  work: (transaction: Connection) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const held = await transaction
      .selectFrom("generations")
      .select("name")
      .where("name", "=", name)
      .where("generation", "=", generation)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (held !== undefined) await work(transaction);
  });
}

async function drop(transaction: Connection, table: string): Promise<void> {
  await sql`drop table if exists ${sql.table(table)}`.execute(transaction);
}
