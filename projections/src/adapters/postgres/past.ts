/** Finds rows as they were at a moment, among all versions that there are of them. */
import { type RawBuilder, sql } from "kysely";
import { conditions, order } from "#projections/adapters/postgres/conditions.ts";
import type { Finding, Table, Where } from "#projections/rows/rows.ts";

type Sql = RawBuilder<unknown>;
/** Up to a position and an instant; without an instant, true at whatever time. */
export type Bounds = { readonly at: string | undefined; readonly position: bigint };

/**
 * Which keys come into question is told by the few versions whose columns changed; the row that
 * each had at the moment is one look into an index. See ADR 0021.
 */
export function rowsAt<Row extends object>(
  versions: Sql,
  table: Table<Row>,
  { where = [], orderBy, limit }: Finding,
  bounds: Bounds,
): RawBuilder<{ key: string; row: object }> {
  const latest = latestOf(versions, table, where, bounds);
  return sql`
    select key, row from (${latest}) as latest
    where row is not null ${conditions(table, where)}
    ${order(table, orderBy)} limit ${limit ?? null}`;
}

function latestOf<Row extends object>(
  versions: Sql,
  table: Table<Row>,
  where: readonly Where[],
  bounds: Bounds,
): Sql {
  const keys = where.find(([name, is]) => name === "key" && (is === "=" || is === "in"));
  if (keys !== undefined) {
    const wanted = [keys[2]].flat();
    return eachLatest(versions, sql`select distinct unnest(${wanted}::text[]) as key`, bounds);
  }
  if (where.some(([name]) => name !== "key")) {
    const entered = sql`
      select distinct key from ${versions}
      where is_entry and known_from <= ${String(bounds.position)}::bigint
        ${conditions(table, where)}`;
    return eachLatest(versions, entered, bounds);
  }
  return sql`
    select distinct on (key) * from ${versions} as version
    where ${within(bounds)} ${conditions(table, where)}
    order by key, known_from desc, valid_from desc`;
}

function eachLatest(versions: Sql, keys: Sql, bounds: Bounds): Sql {
  return sql`
    select latest.* from (${keys}) as asked
    cross join lateral (${latestOfKey(versions, sql`asked.key`, bounds)}) as latest`;
}

/** One look into the index, and on over what came into force after the instant. */
export function latestOfKey(versions: Sql, key: Sql, bounds: Bounds): Sql {
  return sql`
    select * from ${versions} as version where version.key = ${key} and ${within(bounds)}
    order by version.known_from desc, version.valid_from desc limit 1`;
}

function within({ at, position }: Bounds): Sql {
  const known = sql`version.known_from <= ${String(position)}::bigint`;
  return at === undefined ? known : sql`${known} and version.valid_from <= ${at}`;
}

/** Keys with a version that one of the moments has and the other has not, and their two rows. */
export function changedBetween(
  versions: Sql,
  [before, after]: readonly [Bounds, Bounds],
  page: { readonly after: string | undefined; readonly limit: number },
): RawBuilder<{ key: string; before: object | null; after: object | null }> {
  const beyond = page.after === undefined ? sql`` : sql`and key > ${page.after}`;
  return sql`
    select asked.key, before.row as before, after.row as after
    from (
      select distinct key from ${versions} as version
      where ${between(before, after)} ${beyond}
    ) as asked
    left join lateral (${latestOfKey(versions, sql`asked.key`, before)}) as before on true
    left join lateral (${latestOfKey(versions, sql`asked.key`, after)}) as after on true
    where (before.known_from, before.valid_from)
      is distinct from (after.known_from, after.valid_from)
    order by asked.key limit ${page.limit}`;
}

function between(one: Bounds, other: Bounds): Sql {
  const [low, high] = [one.position, other.position].sort((left, right) => (left < right ? -1 : 1));
  const known = sql`(version.known_from > ${String(low)}::bigint
    and version.known_from <= ${String(high)}::bigint)`;
  if (one.at === other.at) return known;
  const instants = [one.at, other.at].flatMap((at) => at ?? []).sort();
  const from = sql`version.valid_from > ${instants[0]}`;
  const until = instants[1] === undefined ? sql`` : sql`and version.valid_from <= ${instants[1]}`;
  return sql`(${known} or (${from} ${until}))`;
}
