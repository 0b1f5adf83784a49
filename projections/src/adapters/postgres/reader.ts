/** Reads rows in one PostgreSQL transaction, from the generations that were live when it began. */
import { sql } from "kysely";
import { type Connection, tableOf, versionsOf } from "#projections/adapters/postgres/catalogue.ts";
import { conditions, order } from "#projections/adapters/postgres/conditions.ts";
import { type Bounds, changedBetween, rowsAt } from "#projections/adapters/postgres/past.ts";
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

/** The transaction's first statement: it fixes the state that everything after it is of. */
export async function reader(transaction: Connection, moment: Moment = {}): Promise<RowReader> {
  const { checkpoint, live } = await stateOf(transaction);
  const bounds = boundsOf(moment, checkpoint);
  const isPresent = moment.at === undefined && bounds.position === checkpoint;

  function liveOf({ name }: { readonly name: string }) {
    const found = live.get(name);
    if (found === undefined && checkpoint > 0n) throw new NotFilledYet(name);
    return found;
  }

  async function found<Row extends object>(
    table: Table<Row>,
    finding: Finding,
  ): Promise<readonly Entry<Row>[]> {
    const generation = liveOf(table);
    if (generation === undefined) return [];
    const asked = isPresent
      ? presentRows(table, finding, generation)
      : rowsAt(pastOf(generation), table, finding, bounds);
    const { rows } = await asked.execute(transaction);
    // Rows were saved under a table of this name, hence of this kind.
    return rows.map(({ key, row }) => [key, row as Row]);
  }

  async function changed<Row extends object>(table: Table<Row>, since: Moment, page: Page) {
    const generation = liveOf(table);
    if (generation === undefined) return [];
    const versions = pastOf(generation);
    const both = [boundsOf(since, checkpoint), bounds] as const;
    const { rows } = await changedBetween(versions, both, page).execute(transaction);
    return rows.map(({ key, before, after }) => ({
      key,
      before: before ?? undefined,
      after: after ?? undefined,
      // As above: of this kind.
    })) as readonly Changed<Row>[];
  }

  return {
    position: bounds.position,
    get: async (table, key) =>
      (await found(table, { where: [["key", "=", key]], limit: 1 }))[0]?.[1],
    find: async (table, finding = {}) => (await found(table, finding)).map(([, row]) => row),
    page: (table, { after, limit }) =>
      found(table, { where: after === undefined ? [] : [["key", ">", after]], limit }),
    changed,
  };
}

type Numbered = { readonly name: string; readonly generation: number; readonly version: number };

/** Migration 0002 gives this version to what was filled without versions. */
const withoutVersions = 0;

function pastOf(generation: Numbered) {
  if (generation.version === withoutVersions) throw new NotFilledYet(generation.name);
  return sql.table(versionsOf(generation));
}

function presentRows<Row extends object>(
  table: Table<Row>,
  { where = [], orderBy, limit }: Finding,
  generation: Numbered,
) {
  return sql<Found>`
    select key, row from ${sql.table(tableOf(generation))}
    where true ${conditions(table, where)} ${order(table, orderBy)}
    limit ${limit ?? null}`;
}

function boundsOf({ at, knownAt }: Moment, checkpoint: bigint): Bounds {
  return { at, position: knownAt !== undefined && knownAt < checkpoint ? knownAt : checkpoint };
}

async function stateOf(transaction: Connection) {
  const rows = await transaction
    .selectFrom("checkpoint")
    .leftJoin("generations", (join) => join.on("state", "=", "live"))
    .select(["checkpoint.position", "name", "generation", "version"])
    .execute();
  const live = rows.flatMap(({ name, generation, version }) =>
    name === null || generation === null || version === null
      ? []
      : [[name, { name, generation, version }] as const],
  );
  return { checkpoint: BigInt(rows[0]?.position ?? 0), live: new Map(live) };
}
