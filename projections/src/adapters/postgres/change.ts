/** Changes rows in one PostgreSQL transaction that holds the checkpoint from beginning to end. */
import { textArray } from "@partita/ledger/adapters/postgres/binary-array.ts";
import { sql } from "kysely";
import {
  type Catalogue,
  type Connection,
  tableOf,
  versionsOf,
} from "#projections/adapters/postgres/catalogue.ts";
import { begin } from "#projections/adapters/postgres/generation.ts";
import { load } from "#projections/adapters/postgres/lives.ts";
import type { Generation, Rise, RowChange, Version } from "#projections/rows/kept-rows.ts";
import type { Table } from "#projections/rows/rows.ts";

/** Also answers where the checkpoint stands at the end. */
export async function rowChange(
  transaction: Connection,
): Promise<{ readonly change: RowChange; readonly checkpoint: () => bigint }> {
  // The lock comes first: what is read after it stays true until the commit, whoever else runs.
  const locked = await transaction
    .selectFrom("checkpoint")
    .select(["position", "known_position", "known_instant", withoutWaiting.as("commit")])
    .forUpdate()
    .executeTakeFirstOrThrow();
  const generations = await transaction.selectFrom("generations").selectAll().execute();
  let checkpoint = BigInt(locked.position);

  const change: RowChange = {
    checkpoint,
    generations: generations.map(asGeneration),
    known: { position: BigInt(locked.known_position), instant: locked.known_instant },
    load: (generation, wanted) => load(transaction, generation, wanted),
    save: (generation, table, versions) => save(transaction, generation, table, versions),
    know: (rises, position) => know(transaction, rises, position),
    begin: (table) => begin(transaction, table),
    moveGenerations: (moved, position) => move(transaction, moved, position),
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

/**
 * The commit does not wait for the disk: what a crash of the server takes away of the last moments
 * is whole transactions, and is made again from the log, which does wait.
 */
const withoutWaiting = sql<string>`set_config('synchronous_commit', 'off', true)`;

function asGeneration({ position, ...generation }: Catalogue["generations"]): Generation {
  return { ...generation, position: BigInt(position) };
}

/**
 * All in one statement, an array per column, taken apart by unnest, whatever their number: versions
 * are added, and the last one of each key becomes the present row.
 */
async function save<Row extends object>(
  transaction: Connection,
  generation: Generation,
  { columns }: Table<Row>,
  versions: readonly Version<Row>[],
): Promise<void> {
  const last = new Map(versions.map((version) => [version.key, version]));
  const gone = [...last.values()].filter(({ row }) => row === undefined).map(({ key }) => key);
  const names = Object.keys(columns);
  const fields = [
    sql`${textArray(versions.map(({ key }) => key))}::text[]`,
    sql`${versions.map(({ position }) => String(position))}::bigint[]`,
    sql`${textArray(versions.map(({ effective }) => effective))}::text[]`,
    sql`${versions.map(({ enters }) => enters)}::boolean[]`,
    sql`${versions.map((version) => last.get(version.key) === version)}::boolean[]`,
    sql`${textArray(textsOf(versions, JSON.stringify), "json")}::json[]`,
    ...Object.values(columns).map((column) => sql`${textArray(textsOf(versions, column))}::text[]`),
  ];
  const refs = names.map((name) => sql`, ${sql.ref(name)}`);
  const more = sql.join(refs, sql``);
  const updates = ["valid_from", "row", ...names].map(
    (name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`,
  );
  const rows = sql.table(tableOf(generation));
  await sql`
    with fresh as materialized (
      select * from unnest(${sql.join(fields)})
        as fresh (key, known_from, valid_from, is_entry, is_last, row${more})
    ), kept as (
      insert into ${sql.table(versionsOf(generation))}
        (key, known_from, valid_from, is_entry, row${more})
      select key, known_from, valid_from, is_entry, row${more} from fresh
    )
    insert into ${rows} (key, valid_from, row${more})
    select key, valid_from, row${more} from fresh where is_last and row is not null
    on conflict (key) do update set ${sql.join(updates)}`.execute(transaction);
  if (gone.length > 0)
    await sql`delete from ${rows} where key = any(${gone}::text[])`.execute(transaction);
}

function textsOf<Row extends object>(
  versions: readonly Version<Row>[],
  text: (row: Row) => string | null,
): readonly (string | null)[] {
  return versions.map(({ row }) => (row === undefined ? null : text(row)));
}

async function know(
  transaction: Connection,
  rises: readonly Rise[],
  position: bigint,
): Promise<void> {
  const instants = rises.map(({ instant }) => instant);
  const after = rises.map((rise) => String(rise.after));
  const latest = instants.at(-1) ?? null;
  await sql`
    with risen as (
      insert into projections.rises (instant, after)
      select instant, after
      from unnest(${instants}::text[], ${after}::bigint[]) as rise (instant, after)
    )
    update projections.checkpoint
    set known_position = ${String(position)}::bigint,
        known_instant = coalesce(${latest}::text, known_instant)`.execute(transaction);
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

async function move(
  transaction: Connection,
  moved: readonly Generation[],
  position: bigint,
): Promise<void> {
  await sql`
    update projections.generations as one set position = ${String(position)}::bigint
    from unnest(
      ${moved.map(({ name }) => name)}::text[],
      ${moved.map(({ generation }) => generation)}::integer[]
    ) as moved (name, generation)
    where one.name = moved.name and one.generation = moved.generation`.execute(transaction);
}

async function update(
  transaction: Connection,
  { name, generation }: Generation,
  changes: Pick<Generation, "state">,
): Promise<void> {
  await transaction
    .updateTable("generations")
    .set(changes)
    .where("name", "=", name)
    .where("generation", "=", generation)
    .execute();
}
