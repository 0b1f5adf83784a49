/**
 * Rows of a replay as plain tables in a schema of their own: one table per projection, one row per
 * key, of one moment.
 */
import type { KeptRows, RowChange, RowReader, Table } from "@partita/projections";
import pg from "pg";

/** What a replay uses of where rows are kept (projections/src/replay.ts). */
type Change = Pick<
  RowChange,
  "checkpoint" | "generations" | "begin" | "goLive" | "load" | "save" | "moveCheckpoint"
>;

export type PlainRows = {
  readonly rows: KeptRows;
  /** Reads what was made, page by page. */
  readonly reader: Pick<RowReader, "page">;
  readonly drop: () => Promise<void>;
};

type Place = {
  readonly pool: pg.Pool;
  readonly schema: string;
  /** Tables that are dropped soon need not outlive a crash, which makes them faster. */
  readonly isKept: boolean;
};

/** Makes the schema. Throws when there is one of this name. */
export async function plainRows(place: Place): Promise<PlainRows> {
  const { pool, schema } = place;
  await pool.query(`create schema ${pg.escapeIdentifier(schema)}`);
  const change = async <Answer>(work: (change: RowChange) => Promise<Answer>): Promise<Answer> => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      // A replay uses no more than these, and a test replays a whole log through them.
      const answer = await work(changeOn(client, place) as RowChange);
      await client.query("commit");
      return answer;
    } catch (fault) {
      await client.query("rollback");
      throw fault;
    } finally {
      client.release();
    }
  };
  return {
    // As above: of the rows, a replay uses the change.
    rows: { change } as Pick<KeptRows, "change"> as KeptRows,
    reader: { page: (table, page) => pageOf(place, table, page) },
    drop: async () => {
      await pool.query(`drop schema ${pg.escapeIdentifier(schema)} cascade`);
    },
  };
}

function changeOn(client: pg.PoolClient, place: Place): Change {
  return {
    checkpoint: 0n,
    generations: [],
    begin: async (table) => {
      await client.query(creation(table, place));
      const { name, version } = table;
      return { name, version, generation: 1, state: "filling", position: 0n };
    },
    goLive: async () => undefined,
    moveCheckpoint: async () => undefined,
    load: async ({ name }, wanted) => {
      const text = `select key, row from ${tableOf(place, name)} where key = any($1::text[])`;
      const { rows } = await client.query(text, [[...wanted.keys()]]);
      return new Map(
        rows.map(({ key, row }) => [key, [{ effective: wanted.get(key) ?? "", row }]]),
      );
    },
    save: async (_, table, versions) => {
      // Of one moment: the last version of each key is its row.
      const last = new Map(versions.map(({ key, row }) => [key, row]));
      const gone = [...last].filter(([, row]) => row === undefined).map(([key]) => key);
      const kept = [...last].flatMap(([key, row]) => (row === undefined ? [] : [{ key, row }]));
      const text = `delete from ${tableOf(place, table.name)} where key = any($1::text[])`;
      if (gone.length > 0) await client.query(text, [gone]);
      if (kept.length > 0) await upsert(client, place, table, kept);
    },
  };
}

function tableOf({ schema }: Place, name: string): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
}

function creation<Row extends object>({ name, columns }: Table<Row>, place: Place): string {
  const declared = Object.keys(columns).map(
    (column) => `, ${pg.escapeIdentifier(column)} text collate "C"`,
  );
  return `create ${place.isKept ? "" : "unlogged "}table ${tableOf(place, name)} (
    key text collate "C" primary key, row json not null${declared.join("")})`;
}

/** All rows in one statement: an array per column. */
async function upsert<Row extends object>(
  client: pg.PoolClient,
  place: Place,
  { name, columns }: Table<Row>,
  rows: readonly { readonly key: string; readonly row: Row }[],
): Promise<void> {
  const names = ["key", "row", ...Object.keys(columns)].map((column) =>
    pg.escapeIdentifier(column),
  );
  const arrays = [
    rows.map(({ key }) => key),
    rows.map(({ row }) => JSON.stringify(row)),
    ...Object.values(columns).map((column) => rows.map(({ row }) => column(row))),
  ];
  const types = arrays.map((_, index) => `$${index + 1}::${index === 1 ? "json" : "text"}[]`);
  const updates = names.slice(1).map((column) => `${column} = excluded.${column}`);
  await client.query(
    `insert into ${tableOf(place, name)} (${names.join(", ")})
     select * from unnest(${types.join(", ")})
     on conflict (key) do update set ${updates.join(", ")}`,
    arrays,
  );
}

async function pageOf<Row extends object>(
  place: Place,
  { name }: Table<Row>,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly (readonly [string, Row])[]> {
  const text = `select key, row from ${tableOf(place, name)}
    where $1::text is null or key > $1 order by key limit $2`;
  const { rows } = await place.pool.query(text, [after ?? null, limit]);
  return rows.map(({ key, row }) => [key, row]);
}
