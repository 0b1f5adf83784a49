/** Runs the guestbook with the configuration that the agent wrote for it. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Pool } from "pg";
import { createTable, entriesIn } from "./entries.ts";
import { guestbookServer } from "./guestbook.ts";

/** A visitor needs one connection for a few milliseconds. */
const connectionsMax = 5;
const connectMillisecondsMax = 5000;
/** Visitors who are still being served when the guestbook closes. */
const closeMillisecondsMax = 3000;

type Configuration = {
  readonly address: string;
  readonly port: string;
  readonly greeting: string;
  readonly database: string;
};

const path = process.argv[2];
if (path === undefined) throw new Error("usage: main.ts CONFIGURATION");
// Written by the agent from config.json beside this file.
const configuration = JSON.parse(readFileSync(path, "utf8")) as Configuration;

const pool = new Pool({
  connectionString: configuration.database,
  max: connectionsMax,
  connectionTimeoutMillis: connectMillisecondsMax,
});
// An idle connection that breaks is replaced with the next query.
pool.on("error", (cause) =>
  process.stderr.write(`a database connection broke: ${cause.message}\n`),
);
await createTable(pool);

const server = guestbookServer({ greeting: configuration.greeting, entries: entriesIn(pool) });
server.listen(Number(configuration.port), configuration.address);
await once(server, "listening");
process.stdout.write(`listening on ${configuration.address}:${configuration.port}\n`);

process.once("SIGTERM", async () => {
  setTimeout(() => server.closeAllConnections(), closeMillisecondsMax).unref();
  server.close();
  await once(server, "close");
  await pool.end();
});
