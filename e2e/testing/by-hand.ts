/**
 * Runs the commands of docker-compose.yml by hand: the same words, with the places of a container
 * put where they are on this machine.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { freePort } from "@partita/stack/free-port.ts";
import { clone, composeFile } from "./compose-file.ts";

export type Local = {
  /** Stands for `/var/lib/partita`. */
  readonly folder: string;
  /** Stands for the link that the image has at `/opt/postgresql`. */
  readonly postgresql: string;
  /** Instead of those of the file: addresses of servers that run here. */
  readonly environment: Readonly<Record<string, string>>;
};

export type Handmade = {
  readonly name: string;
  readonly process: ChildProcess;
  /** What it said, line by line. */
  readonly lines: readonly string[];
  readonly healthPort: string;
  /** The exit code; -1 when a signal ended it. */
  readonly exit: Promise<number>;
};

/** Words to put in place of others, and to add, where one service is started a second time. */
export type Changed = {
  readonly words?: Readonly<Record<string, string>>;
  readonly more?: readonly string[];
};

export async function byHand(service: string, local: Local, changed: Changed = {}) {
  const { command = [], environment = {} } = composeFile().services[service] ?? {};
  const healthPort = String(await freePort());
  const words = [
    ...command.slice(1).map((word) => here(word, local, changed)),
    ...(changed.more ?? []),
  ];
  const child = spawn(process.execPath, words, {
    cwd: clone,
    env: { PATH: process.env.PATH, ...settings(environment, { ...local, healthPort }, changed) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  createInterface({ input: child.stderr }).on("line", (line) => lines.push(line));
  const exit = once(child, "close").then(([code]) => (typeof code === "number" ? code : -1));
  return { name: service, process: child, lines, healthPort, exit } satisfies Handmade;
}

function here(word: string, { folder, postgresql }: Local, { words = {} }: Changed): string {
  let found = word
    .replace("/var/lib/partita", folder)
    .replace("/app/", clone)
    .replace("/opt/postgresql", postgresql);
  for (const [there, put] of Object.entries(words)) found = found.replaceAll(there, put);
  return found;
}

/** All names are the file's own: one that it does not set is not set here. */
function settings(
  environment: Readonly<Record<string, string>>,
  local: Local & { readonly healthPort: string },
  changed: Changed,
): Readonly<Record<string, string>> {
  const given: Readonly<Record<string, string>> = {
    PARTITA_HOST: "127.0.0.1",
    PARTITA_HEALTH_PORT: local.healthPort,
    ...local.environment,
  };
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      changed.words?.[name] ?? given[name] ?? here(value, local, changed),
    ]),
  );
}

/** What the service's own health check says, run as a container's would be. */
export async function isHealthy({ healthPort }: Handmade): Promise<boolean> {
  const [, test] = ["", composeFile().services.api?.healthcheck?.test ?? []];
  const child = spawn(process.execPath, test.slice(2), {
    cwd: clone,
    env: { PATH: process.env.PATH, PARTITA_HEALTH_PORT: healthPort },
    stdio: "ignore",
  });
  const [code] = await once(child, "close");
  return code === 0;
}
