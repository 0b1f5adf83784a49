/** Changes the inventory in one PostgreSQL transaction that holds its checkpoint throughout. */
import type { PoolClient } from "pg";
import { addEntries } from "#projections/adapters/postgres/inventory-add.ts";
import {
  analyzeTables,
  createTables,
  dropTables,
  tablesOf,
} from "#projections/adapters/postgres/inventory-tables.ts";
import type { Holding } from "#projections/inventory/holding.ts";
import type { Filling, InventoryChange } from "#projections/inventory/inventory.ts";

type Row = Omit<Filling, "position"> & { readonly position: string };

/**
 * The lock comes first: what is read after it stays true until the commit, whoever else runs. It is
 * the table's, since at first there is no row to lock; who only reads does not wait for it.
 */
export const beginChange = `begin isolation level read committed;
  lock table projections.inventory in share row exclusive mode`;

/** Within a transaction that was begun as above. */
export async function inventoryChange(client: PoolClient): Promise<InventoryChange> {
  const { rows } = await client.query<Row>(
    "select generation, version, state, position from projections.inventory order by generation",
  );
  const fillings = rows.map((row): Filling => ({ ...row, position: BigInt(row.position) }));
  return {
    fillings,
    begin: (version) => begin(client, version),
    standings: (filling, keys) => standings(client, filling, keys),
    add: async (filling, { entries, standings }, position) => {
      const tables = tablesOf(filling.generation);
      await addEntries(client, tables, entries);
      await saveStandings(client, filling, standings);
      await client.query("update projections.inventory set position = $2 where generation = $1", [
        filling.generation,
        `${position}`,
      ]);
    },
    goLive: async (filling) => {
      await client.query(
        "update projections.inventory set state = 'replaced' where state = 'live'",
      );
      await become(client, filling, "live");
      // Nobody has asked it anything yet, and the server has not looked at it by itself.
      await client.query(analyzeTables(tablesOf(filling.generation)));
    },
    replace: (filling) => become(client, filling, "replaced"),
  };
}

async function begin(client: PoolClient, version: number): Promise<Filling> {
  const { rows } = await client.query<{ generation: number }>(
    `insert into projections.inventory (generation, version, state, position)
     select coalesce(max(generation), 0) + 1, $1, 'filling', 0 from projections.inventory
     returning generation`,
    [version],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("an insert of one row returns it");
  await client.query(createTables(tablesOf(row.generation)));
  return { ...row, version, state: "filling", position: 0n };
}

async function become(client: PoolClient, filling: Filling, state: Filling["state"]) {
  await client.query("update projections.inventory set state = $2 where generation = $1", [
    filling.generation,
    state,
  ]);
}

async function standings(client: PoolClient, filling: Filling, keys: readonly string[]) {
  if (keys.length === 0) return new Map<string, Holding>();
  const { standings } = tablesOf(filling.generation);
  const { rows } = await client.query<{ key: string; holding: Holding }>(
    `select key, holding from ${standings} where key = any($1::text[])`,
    [keys],
  );
  return new Map(rows.map(({ key, holding }) => [key, holding]));
}

async function saveStandings(
  client: PoolClient,
  filling: Filling,
  changed: ReadonlyMap<string, Holding | undefined>,
): Promise<void> {
  const { standings } = tablesOf(filling.generation);
  const gone = [...changed].filter(([, holding]) => holding === undefined).map(([key]) => key);
  const kept = [...changed].filter(([, holding]) => holding !== undefined);
  if (gone.length > 0)
    await client.query(`delete from ${standings} where key = any($1::text[])`, [gone]);
  if (kept.length > 0)
    await client.query(
      `insert into ${standings} (key, holding)
       select key, holding::json from unnest($1::text[], $2::text[]) as kept (key, holding)
       on conflict (key) do update set holding = excluded.holding`,
      [kept.map(([key]) => key), kept.map(([, holding]) => JSON.stringify(holding))],
    );
}

/**
 * Apart from the lock of changes: dropping waits for questions that still read, and the follower
 * does not wait for it. Leaves alone what another process is just dropping.
 */
export async function dropReplacedFillings(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ generation: number }>(
    `select generation from projections.inventory where state = 'replaced'
     for update skip locked`,
  );
  const generations = rows.map(({ generation }) => generation);
  for (const generation of generations) await client.query(dropTables(tablesOf(generation)));
  await client.query("delete from projections.inventory where generation = any($1::int[])", [
    generations,
  ]);
}
