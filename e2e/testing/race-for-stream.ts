/**
 * A process that tries to be the first at each revision of a stream, and prints those it won:
 * started with a database, a name, and how many revisions there are to win.
 */
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import { a } from "@partita/schemas/testing/a.ts";
import pg from "pg";

const [databaseUrl, name, revisions] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 3 });
const store = postgresStore({ pool });
const won: number[] = [];

process.stdout.write("ready\n");
// All begin when the first movement is there.
await store.waitBeyond(0n, new AbortController().signal);
for (let revision = 1; revision <= Number(revisions); revision++) {
  const movement = a("capacity-set", { id: `${name}-${revision}/0` });
  const { status } = await store.append("computer", "raced", revision, [movement]);
  if (status === "appended") won.push(revision);
}
process.stdout.write(`won ${JSON.stringify(won)}\n`);
await pool.end();
