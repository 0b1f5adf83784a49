/** Finds the PostgreSQL server that runs on a folder of ours, if one does. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

/** Its address, when it answers; whoever asks leaves it as it is. */
export async function runningPostgres(folder: string): Promise<string | undefined> {
  const found = await lockedBy(folder);
  if (found === undefined || !isAlive(found.pid)) return undefined;
  const url = urlOf(found.port, await readFile(join(folder, "password"), "utf8"));
  return (await answers(url)) ? url : undefined;
}

/** Process and port, as the server's own lock file says (PostgreSQL manual, "postmaster.pid"). */
export async function lockedBy(folder: string) {
  const text = await readFile(join(folder, "data", "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 ? { pid, port } : undefined;
}

export function urlOf(port: number, password: string): string {
  return `postgres://partita:${password}@127.0.0.1:${port}/postgres`;
}

export async function answers(connectionString: string): Promise<boolean> {
  const connection = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  // A server that is starting or stopping closes the connection: that is the answer "no".
  connection.on("error", () => undefined);
  try {
    await connection.connect();
    await connection.query("select 1");
    return true;
  } catch {
    // Not yet, or not ours: the caller decides how long to go on asking.
    return false;
  } finally {
    await connection.end().catch(() => undefined);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
