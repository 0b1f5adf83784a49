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

/** Empty: each workspace brings its migrations. `drop` also cuts the connections that are left. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  // Nobody ever connects to template0, so that many test files may copy it at once.
  await run(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => run(server, `drop database if exists ${name} with (force)`),
  };
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
