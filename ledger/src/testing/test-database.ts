/** Makes a database for a test, on the PostgreSQL server that the run started; never a mock. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    /** A superuser's URL of a running server, from the global set-up. */
    postgresUrl: string;
  }
}

export type TestDatabase = { readonly url: string; drop(): Promise<void> };

/**
 * Empty: each workspace brings its migrations. `drop` waits a while for connections to leave, and
 * cuts those that stay.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  // Nobody ever connects to template0, so that many test files may copy it at once.
  await run(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await untilLeft(server, name);
      await run(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** A pool says that it has ended before its connections have; cut off, they would be faults. */
const leaveMillisecondsMax = 2000;
const pollMilliseconds = 10;

async function untilLeft(server: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    const deadline = performance.now() + leaveMillisecondsMax;
    const query = "select 1 from pg_stat_activity where datname = $1 limit 1";
    while (performance.now() < deadline) {
      const { rowCount } = await client.query(query, [name]);
      if (rowCount === 0) return;
      await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
    }
  } finally {
    await client.end();
  }
}

async function run(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
