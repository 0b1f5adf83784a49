/**
 * One computer of the demonstration: its agent as a process of its own, started, taken over, and
 * stopped.
 */
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { softwarePrefix } from "../demo/cast.ts";
import type { Home } from "../home/home.ts";
import { makeFolder } from "../home/make-folder.ts";
import { postgresBinaries } from "../postgres/binaries.ts";

export type Computer = {
  readonly reference: string;
  readonly pid: number;
  /** Rejects when the agent ends without having been told to, with the last that it said. */
  readonly failed: Promise<never>;
  /** Stops its services, then the agent. */
  stop(): Promise<void>;
};

/** An agent stops its services one after the other, each within its own time. */
const stopMillisecondsMax = 60_000;
const pollMilliseconds = 20;

const agentProgram = fileURLToPath(import.meta.resolve("../../../node-agent/src/main.ts"));
const softwareFolder = fileURLToPath(import.meta.resolve("../../../software/"));

/** Where a computer keeps what its agent needs. */
export function computerFolder(home: Home, reference: string): string {
  return join(home.place, "computers", reference);
}

export type Starting = {
  readonly reference: string;
  readonly masterUrl: string;
  /** Files: the Master's roots, and the token of the computer's enrolment. */
  readonly roots: string;
  readonly enrolment: string;
};

/**
 * Starts the agent; one that outlived a killed house leaves first, and its services go on running
 * meanwhile.
 */
export async function startComputer(home: Home, started: Starting): Promise<Computer> {
  const { reference } = started;
  const folder = computerFolder(home, reference);
  makeFolder(folder, 0o711);
  await endLeftOver(folder);
  const log = openSync(join(folder, "agent.log"), "a", 0o600);
  const child = spawn(process.execPath, [agentProgram, ...flags(home, started)], {
    // Nothing of the house's environment reaches the agent: what it needs stands in its flags.
    env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C.UTF-8" },
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  child.unref();
  await new Promise<void>((resolve, reject) => child.once("spawn", resolve).once("error", reject));
  // It is there: it has just been spawned.
  const pid = child.pid as number;
  let told = false;
  const failed = new Promise<never>((_, reject) => {
    child.once("exit", () => {
      if (!told) reject(new Error(`the agent of ${reference} ended: ${lastWords(folder)}`));
    });
  });
  // Whoever waits for something of this computer hears of it; when nobody does, it is no fault.
  failed.catch(() => undefined);
  const stop = () => {
    told = true;
    return end(pid, "SIGINT");
  };
  return { reference, pid, failed, stop };
}

function lastWords(folder: string): string {
  const lines = readFileSync(join(folder, "agent.log"), "utf8").trim().split("\n");
  return lines.at(-1) || "it said nothing";
}

function flags(home: Home, { reference, masterUrl, roots, enrolment }: Starting): string[] {
  const settings = {
    master: masterUrl,
    computer: reference,
    ca: roots,
    "enrolment-file": enrolment,
    home: computerFolder(home, reference),
    partitions: "4",
    "interval-ms": "250",
    "report-interval-ms": "2000",
    mirror: `${softwarePrefix}=${softwareFolder}`,
    tool: `postgresql=${postgresBinaries()}`,
    ...(home.user && { "run-as": `${home.user.uid}:${home.user.gid}` }),
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

/** The agent's own lock says who it is; SIGTERM makes it leave without touching its services. */
async function endLeftOver(folder: string): Promise<void> {
  const lock = join(folder, "agent.lock");
  if (!existsSync(lock)) return;
  const pid = pidIn(lock);
  if (pid !== undefined && isAgentOf(pid, folder)) await end(pid, "SIGTERM");
}

function pidIn(lock: string): number | undefined {
  try {
    const { pid } = JSON.parse(readFileSync(lock, "utf8"));
    return Number.isSafeInteger(pid) ? pid : undefined;
  } catch {
    // Damaged: the agent that starts next says so, in its own words.
    return undefined;
  }
}

function isAgentOf(pid: number, folder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(folder);
  } catch {
    // Gone.
    return false;
  }
}

async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
  const deadline = Date.now() + stopMillisecondsMax;
  send(pid, signal);
  while (isRunning(pid)) {
    if (Date.now() > deadline) {
      send(pid, "SIGKILL");
      throw new Error(`agent ${pid} did not stop in time and was ended at once`);
    }
    await sleep(pollMilliseconds);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, which is what was wanted.
  }
}

/** A zombie has ended, and waits only for its parent to notice. */
function isRunning(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !status.slice(status.lastIndexOf(")")).startsWith(") Z");
  } catch {
    // Gone.
    return false;
  }
}
