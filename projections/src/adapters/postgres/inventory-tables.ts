/** The tables of one filling of the inventory, and how its lines are summed up in blocks. */
import { schema } from "#projections/adapters/postgres/catalogue.ts";

/**
 * Lines of a key are numbered in the order of the log. Each run of so many is a block, whose lines
 * are kept once more in the order in which they count, with the sum up to each: any balance of a
 * key, at any date and as known at any position, is one look-up in each of a few blocks and a short
 * rest of lines. Nothing of it ever changes, however late a movement comes. Each level is 32 times
 * the one before; with the last one a key of 10^7 lines has 38 largest blocks.
 */
export const levels = [256, 8_192, 262_144] as const;

export type Tables = ReturnType<typeof tablesOf>;

export function tablesOf(generation: number) {
  const table = (name: string) => `${schema}.inventory_${generation}_${name}`;
  return {
    /** Each end with its resource, tense and side: what lines are summed by. */
    keys: table("keys"),
    /** What a movement brought, once for both its ends. */
    entries: table("entries"),
    /** One end of an entry, numbered within its key. */
    lines: table("lines"),
    blocks: table("blocks"),
    /** Of each block: its sum from the first instant up to this one. */
    sums: table("sums"),
    /** Reservations and the like that have not ended. */
    standings: table("standings"),
  };
}

/** Lines of one key lie far apart in their table: an index has all of them that is summed. */
export function createTables(tables: Tables): string {
  const text = `text collate "C" not null`;
  return `
    create table ${tables.keys} (
      id integer generated always as identity primary key,
      resource ${text}, node ${text}, section ${text}, state ${text}, side ${text},
      lines integer not null default 0,
      unique (resource, node, section, state, side)
    );
    create index on ${tables.keys} (node);
    create index on ${tables.keys} (section);
    create table ${tables.entries} (
      position bigint, index smallint,
      source integer not null, destination integer not null,
      quantity numeric not null, effective timestamptz not null, items text[] not null,
      movement text not null, kind ${text}, stream text not null,
      starts_at timestamptz, stops_at timestamptz, recorded_at timestamptz not null,
      primary key (position, index)
    );
    create index on ${tables.entries} using gin (items);
    create table ${tables.lines} (
      key integer, number integer,
      position bigint not null, index smallint not null,
      quantity numeric not null, effective timestamptz not null,
      primary key (key, number) include (position, effective, quantity)
    );
    create index on ${tables.lines} (key, effective, position, index);
    create table ${tables.blocks} (
      id integer generated always as identity primary key,
      key integer not null, level smallint not null, number integer not null,
      last_position bigint not null,
      unique (key, level, number)
    );
    create index on ${tables.blocks} (key, level, last_position);
    create table ${tables.sums} (
      block integer, effective timestamptz, quantity numeric not null,
      primary key (block, effective) include (quantity)
    );
    create table ${tables.standings} (key text primary key, holding json not null);`;
}

export function analyzeTables(tables: Tables): string {
  return `analyze ${Object.values(tables).join(", ")}`;
}

export function dropTables(tables: Tables): string {
  return `drop table ${Object.values(tables).join(", ")}`;
}
