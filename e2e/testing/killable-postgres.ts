/** A PostgreSQL server whose processes can be killed with -9, and which starts again as it was. */
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { throwawayPostgres } from "@partita/stack/postgres.ts";
import pg from "pg";

const pollMilliseconds = 20;
/** It replays what it had not written out, on a disk that others use too. */
const startMillisecondsMax = 60_000;

export type KillablePostgres = {
  readonly url: string;
  kill(): Promise<void>;
  /** Resolves when it answers again, at the same address. */
  start(): Promise<void>;
  end(): Promise<void>;
};

export async function killablePostgres(
  settings: readonly string[] = [],
): Promise<KillablePostgres> {
  const server = await throwawayPostgres(settings);
  const folder = await dataFolder(server.url);
  const { uid, gid } = statSync(folder);
  const [program = "", ...words] = commandLine(mainProcess(folder));
  let again: ChildProcess | undefined;
  return {
    url: server.url,
    kill: async () => {
      const main = mainProcess(folder);
      // The main process first: it would start the others anew.
      const all = [main, ...childrenOf(main)];
      for (const pid of all) process.kill(pid, "SIGKILL");
      // Its shared memory is taken over only when the last of them is gone.
      while (all.some(isAlive)) await sleep(pollMilliseconds);
    },
    start: async () => {
      again = spawn(program, words, { uid, gid, stdio: "ignore", detached: true });
      await untilAnswers(server.url);
    },
    end: async () => {
      if (again !== undefined && again.exitCode === null && again.signalCode === null) {
        const gone = new Promise((resolve) => again?.once("exit", resolve));
        again.kill("SIGINT");
        await gone;
      }
      await server.end();
    },
  };
}

async function dataFolder(connectionString: string): Promise<string> {
  const connection = new pg.Client({ connectionString });
  await connection.connect();
  try {
    const { rows } = await connection.query("show data_directory");
    return rows[0].data_directory;
  } finally {
    await connection.end();
  }
}

/** As its own lock file says (PostgreSQL manual, "postmaster.pid"). */
function mainProcess(folder: string): number {
  return Number(readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[0]);
}

function commandLine(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").slice(0, -1);
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    // The name of the program stands in brackets and may hold anything.
    const [, rest = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
    return Number(rest.split(" ")[1]);
  } catch {
    // Ended while we looked.
    return undefined;
  }
}

/** A process that ended and that nobody has asked after yet is gone, too. */
function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    // No such process any more.
    return false;
  }
}

async function untilAnswers(connectionString: string): Promise<void> {
  const deadline = performance.now() + startMillisecondsMax;
  for (;;) {
    const connection = new pg.Client({ connectionString });
    connection.on("error", () => undefined);
    const fault = await connection.connect().then(
      () => undefined,
      (error: unknown) => error,
    );
    await connection.end().catch(() => undefined);
    if (fault === undefined) return;
    if (performance.now() > deadline)
      throw new Error("the server does not come back", { cause: fault });
    await sleep(pollMilliseconds);
  }
}
