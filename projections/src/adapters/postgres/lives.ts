/** Loads how rows are over valid time: the present ones in one look, late ones with their past. */
import { textArray } from "@partita/ledger/adapters/postgres/binary-array.ts";
import { sql } from "kysely";
import { type Connection, tableOf, versionsOf } from "#projections/adapters/postgres/catalogue.ts";
import type { Generation } from "#projections/rows/kept-rows.ts";
import type { Life, Segment } from "#projections/rows/life.ts";

type Wanted = ReadonlyMap<string, string>;
type Lives = Map<string, Life<object>>;

/** A movement that is not late needs the present row alone, or to know when it went. */
export async function load(
  transaction: Connection,
  generation: Generation,
  wanted: Wanted,
): Promise<ReadonlyMap<string, Life<object>>> {
  const lives: Lives = new Map();
  const late = new Map<string, string>();
  for (const { key, effective, row } of await present(transaction, generation, wanted)) {
    if (effective === null) continue;
    const since = wanted.get(key);
    if (since === undefined || effective <= since)
      lives.set(key, [{ effective, row: row ?? undefined }]);
    else late.set(key, since);
  }
  if (late.size > 0)
    for (const [key, life] of await past(transaction, generation, late)) lives.set(key, life);
  return lives;
}

type Present = {
  readonly key: string;
  readonly effective: string | null;
  readonly row: object | null;
};

/** Of a key whose row is gone, the last version tells since when. */
async function present(
  transaction: Connection,
  generation: Generation,
  wanted: Wanted,
): Promise<readonly Present[]> {
  const { rows } = await sql<Present>`
    select asked.key, coalesce(live.valid_from, gone.valid_from) as effective, live.row
    from unnest(${textArray([...wanted.keys()])}::text[]) as asked (key)
    left join ${sql.table(tableOf(generation))} as live on live.key = asked.key
    left join lateral (
      select valid_from from ${sql.table(versionsOf(generation))} as version
      where version.key = asked.key and live.key is null
      order by known_from desc, valid_from desc limit 1
    ) as gone on true`.execute(transaction);
  return rows;
}

type Past = {
  readonly key: string;
  readonly position: string;
  readonly effective: string;
  readonly row: object | null;
};

/** What holds at the instant, and whatever begins later and is not overwritten. */
async function past(
  transaction: Connection,
  generation: Generation,
  late: Wanted,
): Promise<ReadonlyMap<string, Life<object>>> {
  const versions = sql.table(versionsOf(generation));
  const { rows } = await sql<Past>`
    select found.key, found.known_from as position, found.valid_from as effective, found.row
    from unnest(${[...late.keys()]}::text[], ${[...late.values()]}::text[]) as asked (key, since)
    cross join lateral (
      (select key, known_from, valid_from, row from ${versions} as version
        where version.key = asked.key and valid_from <= asked.since
        order by known_from desc, valid_from desc limit 1)
      union all
      (select key, known_from, valid_from, row from ${versions} as version
        where version.key = asked.key and valid_from > asked.since)
    ) as found
    order by found.key, found.valid_from, found.known_from`.execute(transaction);
  return visible(rows);
}

/** In the order of instants: a version that comes after a newer one was overwritten by it. */
function visible(versions: readonly Past[]): Lives {
  const lives = new Map<string, Segment<object>[]>();
  const newest = new Map<string, bigint>();
  for (const { key, position, effective, row } of versions) {
    if (BigInt(position) < (newest.get(key) ?? 0n)) continue;
    newest.set(key, BigInt(position));
    const life = lives.get(key) ?? [];
    if (life.at(-1)?.effective === effective) life.pop();
    life.push({ effective, row: row ?? undefined });
    lives.set(key, life);
  }
  return lives;
}
