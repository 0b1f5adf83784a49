/** Writes entries with their lines, and sums up each block that they complete. */
import type { PoolClient } from "pg";
import { timestampOf } from "#projections/adapters/postgres/inventory-instants.ts";
import { levels, type Tables } from "#projections/adapters/postgres/inventory-tables.ts";
import type { Entry, Line } from "#projections/inventory/entry.ts";
import { linesOf } from "#projections/inventory/sums.ts";

/** A key, with the number of its last line. */
type Key = { readonly id: number; readonly last: number };
type Keys = ReadonlyMap<string, Key>;
type Numbered = { readonly key: Key; readonly number: number; readonly line: Line };

export async function addEntries(
  client: PoolClient,
  tables: Tables,
  entries: readonly Entry[],
): Promise<void> {
  if (entries.length === 0) return;
  const both = entries.map(linesOf);
  const keys = await keysOf(client, tables, both.flat());
  await insertEntries(client, tables, entries, keys);
  const numbered = numberedBy(keys, both.flat());
  await insertLines(client, tables, numbered);
  await sumUp(client, tables, numbered);
}

/** Makes the keys that are missing; answers all of them as they are before the lines come. */
async function keysOf(client: PoolClient, tables: Tables, lines: readonly Line[]): Promise<Keys> {
  const distinct = [...new Map(lines.map((line) => [nameOf(line), line])).values()];
  const columns = [
    distinct.map(({ resource }) => resource),
    distinct.map(({ node }) => node),
    distinct.map(({ section }) => section),
    distinct.map(({ state }) => state),
    distinct.map(({ side }) => side),
  ];
  const names = "resource, node, section, state, side";
  const wanted = `unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
    as wanted (${names})`;
  await client.query(
    `insert into ${tables.keys} (${names}) select ${names} from ${wanted}
     where not exists (
       select from ${tables.keys} as known where known.node = wanted.node
         and (known.resource, known.section, known.state, known.side)
           = (wanted.resource, wanted.section, wanted.state, wanted.side)
     )`,
    columns,
  );
  const { rows } = await client.query<KeyRow>(
    `select id, lines as last, ${names} from ${tables.keys} join ${wanted} using (${names})`,
    columns,
  );
  return new Map(rows.map((row) => [nameOf(row), row]));
}

type KeyRow = Key & Pick<Line, "resource" | "node" | "section" | "state" | "side">;

function nameOf({ resource, node, section, state, side }: Omit<KeyRow, keyof Key>): string {
  return [resource, node, section, state, side].join(" ");
}

function keyIn(keys: Keys, line: Line): Key {
  const key = keys.get(nameOf(line));
  if (key === undefined) throw new Error(`the key ${nameOf(line)} was made and is not there`);
  return key;
}

async function insertEntries(
  client: PoolClient,
  { entries: table }: Tables,
  entries: readonly Entry[],
  keys: Keys,
): Promise<void> {
  const ends = entries.map((entry) => linesOf(entry).map((line) => keyIn(keys, line).id));
  await client.query(
    `insert into ${table} (position, index, source, destination, quantity, effective, items,
       movement, kind, stream, starts_at, stops_at, recorded_at)
     select position, index, source, destination, quantity, effective,
       array(select json_array_elements_text(items)),
       movement, kind, stream, starts_at, stops_at, recorded_at
     from unnest($1::bigint[], $2::smallint[], $3::int[], $4::int[], $5::numeric[],
       $6::timestamptz[], $7::json[], $8::text[], $9::text[], $10::text[], $11::timestamptz[],
       $12::timestamptz[], $13::timestamptz[])
       as fresh (position, index, source, destination, quantity, effective, items,
         movement, kind, stream, starts_at, stops_at, recorded_at)`,
    [
      entries.map(({ position }) => `${position}`),
      entries.map(({ index }) => index),
      ends.map(([source]) => source),
      ends.map(([, destination]) => destination),
      entries.map(({ quantity }) => quantity),
      entries.map(({ effective }) => timestampOf(effective)),
      entries.map(({ items }) => JSON.stringify(items)),
      entries.map(({ movement }) => movement),
      entries.map(({ kind }) => kind),
      entries.map(({ stream }) => stream),
      entries.map(({ startsAt }) => startsAt && timestampOf(startsAt)),
      entries.map(({ stopsAt }) => stopsAt && timestampOf(stopsAt)),
      entries.map(({ recordedAt }) => timestampOf(recordedAt)),
    ],
  );
}

/** Each line has the number after that of the one before it in its key. */
function numberedBy(keys: Keys, lines: readonly Line[]): readonly Numbered[] {
  const last = new Map<number, number>();
  return lines.map((line) => {
    const key = keyIn(keys, line);
    const number = (last.get(key.id) ?? key.last) + 1;
    last.set(key.id, number);
    return { key, number, line };
  });
}

async function insertLines(
  client: PoolClient,
  { lines, keys }: Tables,
  numbered: readonly Numbered[],
): Promise<void> {
  await client.query(
    `with fresh (key, number, position, index, quantity, effective) as (
       select * from unnest($1::int[], $2::int[], $3::bigint[], $4::smallint[], $5::numeric[],
         $6::timestamptz[])
     ), counted as (
       update ${keys} set lines = last.number
       from (select key, max(number) as number from fresh group by key) as last
       where id = last.key
     )
     insert into ${lines} (key, number, position, index, quantity, effective) select * from fresh`,
    [
      numbered.map(({ key }) => key.id),
      numbered.map(({ number }) => number),
      numbered.map(({ line }) => `${line.position}`),
      numbered.map(({ line }) => line.index),
      numbered.map(({ line }) => line.quantity),
      numbered.map(({ line }) => timestampOf(line.effective)),
    ],
  );
}

type Block = {
  readonly key: number;
  /** From 1. */
  readonly level: number;
  /** Within its key and level, from 0. */
  readonly number: number;
  readonly size: number;
};

/** A block is complete with the line whose number its size divides. */
function completedBy({ key, number }: Numbered): readonly Block[] {
  return levels.flatMap((size, index) =>
    number % size === 0 ? [{ key: key.id, level: index + 1, number: number / size - 1, size }] : [],
  );
}

/** From the lines, whatever the level; lines of one instant become one sum. */
async function sumUp(
  client: PoolClient,
  { blocks: table, lines, sums }: Tables,
  numbered: readonly Numbered[],
): Promise<void> {
  const blocks = numbered.flatMap(completedBy);
  if (blocks.length === 0) return;
  await client.query(
    `with complete (key, level, number, size) as (
       select * from unnest($1::int[], $2::smallint[], $3::int[], $4::int[])
     ), begun as (
       insert into ${table} (key, level, number, last_position)
       select complete.key, level, complete.number, position from complete
       join ${lines} as lines on lines.key = complete.key
         and lines.number = (complete.number + 1) * size
       returning id, key, level, number
     )
     insert into ${sums} (block, effective, quantity)
     select id, effective, sum(sum(quantity)) over (partition by id order by effective)
     from begun join complete using (key, level, number)
     cross join lateral (
       select effective, quantity from ${lines} as lines
       where lines.key = complete.key and lines.number > complete.number * size
         and lines.number <= (complete.number + 1) * size
     ) as within
     group by id, effective`,
    [
      blocks.map(({ key }) => key),
      blocks.map(({ level }) => level),
      blocks.map(({ number }) => number),
      blocks.map(({ size }) => size),
    ],
  );
}
