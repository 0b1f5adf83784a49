/** A database of a test's own, on the PostgreSQL server that the run started; never a mock. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    /** A superuser's URL of a running server, from the global set-up. */
    postgresUrl: string;
  }
}

export type TestDatabase = { readonly pool: pg.Pool; drop(): Promise<void> };

export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  // Nobody ever connects to template0, so that many test files may copy it at once.
  await run(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href });
  return {
    pool,
    drop: async () => {
      await pool.end();
      await run(server, `drop database if exists ${name}`);
    },
  };
}

async function run(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
