/** The database of a house, whether it runs or not: for what looks at it from outside. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Database, databaseName, openDatabase, refuseUnusable } from "./database.ts";
import { openHome } from "./home/home.ts";
import { HomeTaken, type Lock, takeLock } from "./home/lock.ts";
import { runningPostgres } from "./postgres/running.ts";

/**
 * Somebody's server when one is given; else the server of the house at this folder: the one that
 * runs, or started for us, under the house's lock, and stopped again.
 */
export async function reachDatabase(folder: string, given: string | undefined): Promise<Database> {
  if (given !== undefined) {
    await refuseUnusable(given);
    return { url: given, close: async () => undefined };
  }
  if (!existsSync(join(folder, "master.json")))
    throw new Error(`no house has run at ${folder}; set DATABASE_URL, or PARTITA_HOME to its home`);
  const home = openHome(folder);
  const lock = lockOf(home.folder);
  if (lock !== undefined) {
    try {
      const { url, close } = await openDatabase(home, undefined);
      return { url, close: () => close().finally(lock.release) };
    } catch (error) {
      lock.release();
      throw error;
    }
  }
  const running = await runningPostgres(join(home.place, "postgres"));
  if (running === undefined)
    throw new Error(
      `a house runs at ${folder} without a server of its own: set DATABASE_URL as it was started`,
    );
  const url = new URL(running);
  url.pathname = `/${databaseName}`;
  return { url: url.href, close: async () => undefined };
}

function lockOf(folder: string): Lock | undefined {
  try {
    return takeLock(folder);
  } catch (error) {
    if (error instanceof HomeTaken) return undefined;
    throw error;
  }
}
