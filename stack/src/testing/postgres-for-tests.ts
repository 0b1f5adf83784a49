/**
 * Starts one PostgreSQL server for all tests of a run, on an empty data folder, and ends it
 * afterwards.
 */
import type { TestProject } from "vitest/node";
import { throwawayPostgres } from "../postgres/throwaway.ts";

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

type Shared = { users: number; readonly server: ReturnType<typeof throwawayPostgres> };
// Each project of a run loads this file anew; they share one server through the process.
const shared = globalThis as unknown as { partitaPostgres?: Shared | undefined };

// The tests' data is thrown away: only its speed matters. Many test files connect at once.
const settings = ["fsync=off", "synchronous_commit=off", "max_connections=300"];

/** vitest calls this once per project that names it, and calls what it returns at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mine = shared.partitaPostgres ?? { users: 0, server: throwawayPostgres(settings) };
  shared.partitaPostgres = mine;
  mine.users += 1;
  project.provide("postgresUrl", (await mine.server).url);
  return async () => {
    mine.users -= 1;
    if (mine.users > 0) return;
    shared.partitaPostgres = undefined;
    await (await mine.server).end();
  };
}
