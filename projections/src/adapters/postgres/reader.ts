/** Reads rows of one PostgreSQL snapshot, from the generations that were live when it began. */
import { sql } from "kysely";
import { tableOf, versionsOf } from "#projections/adapters/postgres/catalogue.ts";
import { conditions, order } from "#projections/adapters/postgres/conditions.ts";
import { type Bounds, changedBetween, rowsAt } from "#projections/adapters/postgres/past.ts";
import type { Live, Snapshot, Standing } from "#projections/adapters/postgres/snapshot.ts";
import {
  type Changed,
  type Entry,
  type Finding,
  type Moment,
  NotFilledYet,
  type Page,
  type RowReader,
  type Table,
} from "#projections/rows/rows.ts";

type Found = { readonly key: string; readonly row: object };

export function reader(snapshot: Snapshot, moment: Moment = {}): RowReader {
  async function found<Row extends object>(
    table: Table<Row>,
    finding: Finding,
  ): Promise<readonly Entry<Row>[]> {
    const standing = await snapshot.standing();
    const live = liveOf(standing, table);
    if (live === undefined) return [];
    const bounds = boundsOf(moment, standing.checkpoint);
    const isPresent = moment.at === undefined && bounds.position === standing.checkpoint;
    const rows = await snapshot.ask(
      isPresent ? presentRows(table, finding, live) : rowsAt(pastOf(live), table, finding, bounds),
    );
    // Rows were saved under a table of this name, hence of this kind.
    return rows.map(({ key, row }) => [key, row as Row]);
  }

  async function changed<Row extends object>(table: Table<Row>, since: Moment, page: Page) {
    const standing = await snapshot.standing();
    const live = liveOf(standing, table);
    if (live === undefined) return [];
    const { checkpoint } = standing;
    const both = [boundsOf(since, checkpoint), boundsOf(moment, checkpoint)] as const;
    const rows = await snapshot.ask(changedBetween(pastOf(live), both, page));
    return rows.map(({ key, before, after }) => ({
      key,
      before: before ?? undefined,
      after: after ?? undefined,
      // As above: of this kind.
    })) as readonly Changed<Row>[];
  }

  return {
    position: async () => boundsOf(moment, (await snapshot.standing()).checkpoint).position,
    get: async (table, key) =>
      (await found(table, { where: [["key", "=", key]], limit: 1 }))[0]?.[1],
    find: async (table, finding = {}) => (await found(table, finding)).map(([, row]) => row),
    page: (table, { after, limit }) =>
      found(table, { where: after === undefined ? [] : [["key", ">", after]], limit }),
    changed,
  };
}

function liveOf(
  { live, checkpoint }: Standing,
  { name }: { readonly name: string },
): Live | undefined {
  const found = live.get(name);
  if (found === undefined && checkpoint > 0n) throw new NotFilledYet(name);
  return found;
}

/** Migration 0002 gives this version to what was filled without versions. */
const withoutVersions = 0;

function pastOf(generation: Live) {
  if (generation.version === withoutVersions) throw new NotFilledYet(generation.name);
  return sql.table(versionsOf(generation));
}

function presentRows<Row extends object>(
  table: Table<Row>,
  { where = [], orderBy, limit }: Finding,
  generation: Live,
) {
  return sql<Found>`
    select key, row from ${sql.table(tableOf(generation))}
    where true ${conditions(table, where)} ${order(table, orderBy)}
    limit ${limit ?? null}`;
}

function boundsOf({ at, knownAt }: Moment, checkpoint: bigint): Bounds {
  return { at, position: knownAt !== undefined && knownAt < checkpoint ? knownAt : checkpoint };
}
