/** Where the entries are kept: a table in PostgreSQL. */
import type { Pool } from "pg";
import type { Entry } from "./page.ts";

export type Entries = {
  /** The newest entries, at most so many. */
  newest(countMax: number): Promise<readonly Entry[]>;
  add(author: string, text: string): Promise<Entry>;
  /** Rejects when entries can be neither read nor written. */
  check(): Promise<void>;
};

type Row = {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly written_at: Date;
};

const columns = "id, author, text, written_at";

export async function createTable(pool: Pool): Promise<void> {
  await pool.query(`create table if not exists entry (
    id bigint generated always as identity primary key,
    author text not null,
    text text not null,
    written_at timestamptz not null default now())`);
}

export function entriesIn(pool: Pool): Entries {
  return {
    newest: async (countMax) => {
      const query = `select ${columns} from entry order by id desc limit $1`;
      const { rows } = await pool.query<Row>(query, [countMax]);
      return rows.map(entryOf);
    },
    add: async (author, text) => {
      const query = `insert into entry (author, text) values ($1, $2) returning ${columns}`;
      const { rows } = await pool.query<Row>(query, [author, text]);
      const [row] = rows;
      if (row === undefined) throw new Error("an insert returned no row");
      return entryOf(row);
    },
    check: async () => void (await pool.query("select from entry limit 1")),
  };
}

function entryOf({ id, author, text, written_at }: Row): Entry {
  return { id, author, text, writtenAt: written_at.toISOString() };
}
