/**
 * A PostgreSQL server of our own: made when missing, found again when it outlived us, stopped in
 * good order.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port.ts";
import type { User } from "../home/unprivileged.ts";
import { answers, isAlive, lockedBy, urlOf } from "./running.ts";

export type PostgresServer = {
  readonly url: string;
  readonly pid: number;
  /** Whether it was running already, left over from a house that was killed. */
  readonly found: boolean;
  stop(): Promise<void>;
};

export type PostgresOptions = {
  /** Holds `data/`, the password and the log; only the server's user may look inside. */
  readonly folder: string;
  readonly binaries: string;
  readonly user: User | undefined;
  /** Further `name=value` settings of the server. */
  readonly settings?: readonly string[];
};

/** A cold start takes about a second; recovery after a crash may take longer. */
const startMillisecondsMax = 60_000;
/** A fast shutdown waits for a checkpoint only. */
const stopMillisecondsMax = 30_000;
const pollMilliseconds = 20;
const launchAttemptsMax = 5;
const launchPauseMilliseconds = 500;

export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { folder, user } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const password = await makeCluster(options);
  const left = await leftOver(options, password);
  if (left !== undefined) return left;
  return launch(options, password);
}

/** Makes the data folder once; an interrupted attempt leaves nothing that looks finished. */
async function makeCluster(options: PostgresOptions): Promise<string> {
  const { folder, binaries, user } = options;
  const passwordFile = join(folder, "password");
  if (existsSync(join(folder, "data"))) return readFile(passwordFile, "utf8");
  const password = randomBytes(24).toString("base64url");
  const making = join(folder, "data.new");
  await rm(making, { recursive: true, force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) chownSync(passwordFile, user.uid, user.gid);
  await run(options, join(binaries, "bin", "initdb"), [
    `--pgdata=${making}`,
    "--username=partita",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // Independent of the locales that a machine has, and ordering text by code point.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
  ]);
  await rename(making, join(folder, "data"));
  return password;
}

/** A server that outlived its house (kill -9) is used as it is: what it committed is durable. */
async function leftOver(
  options: PostgresOptions,
  password: string,
): Promise<PostgresServer | undefined> {
  const found = await lockedBy(options.folder);
  if (found === undefined || !isAlive(found.pid)) return undefined;
  const url = urlOf(found.port, password);
  const deadline = Date.now() + startMillisecondsMax;
  while (isAlive(found.pid)) {
    if (await answers(url)) return server({ url, pid: found.pid, found: true });
    // A process that is no server of ours took the number of a dead one: PostgreSQL sorts that out
    // at its start.
    if (!(await isPostgresIn(found.pid, options.folder))) return undefined;
    if (Date.now() > deadline)
      throw new Error(
        `a PostgreSQL server (process ${found.pid}) holds ${options.folder} and does ` +
          "not answer; end that process, then start again",
      );
    await sleep(pollMilliseconds);
  }
  return undefined;
}

/**
 * The processes of a server that was killed hold its memory for a moment longer than itself, and a
 * port that was free may be taken meanwhile: both are over at the next attempt.
 */
async function launch(options: PostgresOptions, password: string): Promise<PostgresServer> {
  const deadline = Date.now() + startMillisecondsMax;
  for (let attempt = 1; ; attempt++) {
    try {
      return await launchOnce(options, password);
    } catch (error) {
      // One that took all its time may still be at it: another beside it would not help.
      if (attempt === launchAttemptsMax || Date.now() > deadline) throw error;
      await sleep(launchPauseMilliseconds);
    }
  }
}

async function launchOnce(options: PostgresOptions, password: string): Promise<PostgresServer> {
  const { folder, binaries, user } = options;
  const port = await freePort();
  const settings = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    ...(options.settings ?? []),
  ];
  const log = openSync(join(folder, "log"), "a", 0o600);
  const child = spawn(
    join(binaries, "bin", "postgres"),
    ["-D", join(folder, "data"), ...settings.flatMap((setting) => ["-c", setting])],
    // A group of its own: Ctrl-C on the terminal is ours to answer, in order.
    { ...user, env: cleanEnvironment, stdio: ["ignore", log, log], detached: true },
  );
  closeSync(log);
  child.unref();
  const url = urlOf(port, password);
  await untilAnswers(options, child, url);
  // The process is there, since it answers.
  return server({ url, pid: child.pid as number, found: false });
}

async function untilAnswers(options: PostgresOptions, child: ChildProcess, url: string) {
  let failure: unknown;
  child.once("error", (error) => {
    failure = error;
  });
  child.once("exit", (code, signal) => {
    failure = new Error(`it ended with ${signal ?? code}`);
  });
  const deadline = Date.now() + startMillisecondsMax;
  while (!(await answers(url))) {
    if (failure !== undefined || Date.now() > deadline)
      throw new Error(`PostgreSQL did not start: ${await lastWords(options.folder)}`, {
        cause: failure,
      });
    await sleep(pollMilliseconds);
  }
  child.removeAllListeners();
}

function server(running: Omit<PostgresServer, "stop">): PostgresServer {
  return { ...running, stop: () => stopServer(running.pid) };
}

async function stopServer(pid: number): Promise<void> {
  // SIGINT is PostgreSQL's fast shutdown: sessions end, a checkpoint is written.
  signal(pid, "SIGINT");
  const deadline = Date.now() + stopMillisecondsMax;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      signal(pid, "SIGQUIT");
      throw new Error(`PostgreSQL (process ${pid}) did not stop in time and was ended at once`);
    }
    await sleep(pollMilliseconds);
  }
}

function run(options: PostgresOptions, program: string, parameters: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      ...options.user,
      env: cleanEnvironment,
      cwd: options.folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const words: string[] = [];
    child.stdout.on("data", (chunk) => words.push(String(chunk)));
    child.stderr.on("data", (chunk) => words.push(String(chunk)));
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${program} failed: ${words.join("").slice(-2000)}`)),
    );
  });
}

/** Nothing of ours leaks into the server, and its messages are in the language that we read. */
const cleanEnvironment = { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

async function isPostgresIn(pid: number, folder: string): Promise<boolean> {
  const words = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return words.includes(join(folder, "data"));
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already, which is what was wanted.
  }
}

async function lastWords(folder: string): Promise<string> {
  const log = await readFile(join(folder, "log"), "utf8").catch(() => "");
  return log.trim().split("\n").slice(-5).join(" | ") || "it left no log";
}
