/**
 * A driver with a home of its own and a tiny release, for tests; whatever it started ends with the
 * test.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import type { RunAs } from "#node-agent/adapters/as-user.ts";
import type { Driver, Prepared } from "#node-agent/drivers/driver.ts";
import type { ProcessDriverOptions } from "#node-agent/drivers/process/process.ts";
import type { Release, SoftwareTypeDescription } from "#node-agent/release.ts";

export const benchRelease = "https://software.example/tick/software.json";

/**
 * Starts a child that ignores SIGTERM, answers on a port, writes to its log, and exits when told
 * to.
 */
const program = `
import { spawn } from "node:child_process";
import { createServer } from "node:http";
const [port, mode] = process.argv.slice(2);
if (mode === "exit") { console.log("I give up"); process.exit(3); }
if (mode === "family") {
  const child = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
  spawn(process.execPath, ["-e", child], { stdio: "inherit" });
  spawn(process.execPath, ["-e", child], { stdio: "inherit", detached: true });
}
createServer((request, reply) => {
  if (request.url === "/exit") process.exit(1);
  if (request.url === "/write") console.log("x".repeat(5000));
  reply.end(JSON.stringify({ uid: process.getuid(), env: process.env, pid: process.pid }));
}).listen(Number(port), "127.0.0.1");
`;

export type Bench = {
  readonly home: string;
  readonly driver: Driver;
  /** The same home, as an agent sees it that knows nothing of the first one. */
  again(options?: Partial<ProcessDriverOptions>): Driver;
  prepare(type?: SoftwareTypeDescription, change?: string): Promise<Prepared>;
};

type Make = (options: ProcessDriverOptions) => Driver;

export async function bench(make: Make, options: { readonly runAs?: RunAs } = {}): Promise<Bench> {
  const home = mkdtempSync(join(tmpdir(), "partita-driver-"));
  chmodSync(home, 0o711);
  for (const name of ["software", "partitions", "kept"]) mkdirSync(join(home, name));
  const again = (changes: Partial<ProcessDriverOptions> = {}) =>
    make({ ...defaults(home), ...options, ...changes });
  const driver = again();
  onTestFinished(async () => {
    for (const { partition } of await driver.observe()) await ended(driver, partition, "absent");
    rmSync(home, { recursive: true });
  });
  const files = new Map([["tick.mjs", Buffer.from(program)]]);
  await driver.install({ softwareRelease: benchRelease, release: releaseOf({}), files });
  const prepare = (type: SoftwareTypeDescription = web(), change = "1") =>
    driver.prepare({
      partition: "slappart0",
      softwareRelease: benchRelease,
      release: releaseOf(type),
      type,
      address: "127.0.0.1",
      names: new Map([["instance", "INST-1"]]),
      change,
    });
  return { home, driver, again, prepare };
}

/** Asks until it is so, as the agent does in its passes. */
export async function ended(driver: Driver, partition: string, state: "stopped" | "absent") {
  await vi.waitFor(
    async () => expect(await driver.setState(partition, { state })).toEqual({ status: state }),
    10_000,
  );
}

/** One service on one port; `mode` is the program's second argument. */
export function web(mode = "", changes: Partial<SoftwareTypeDescription> = {}) {
  return {
    ports: ["http"],
    services: [
      {
        name: "web",
        // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the agent fills these
        argv: ["${software}/tools/node", "${software}/tick.mjs", "${port.http}", mode],
        stopSecondsMax: 1,
      },
    ],
    promises: [{ http: "http://${address}:${port.http}/" }],
    connection: { url: "http://${address}:${port.http}/" },
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the agent fills these
    ...changes,
  };
}

function releaseOf(type: SoftwareTypeDescription): Release {
  const files = { "tick.mjs": "0".repeat(64) };
  return {
    format: 1,
    name: "tick",
    version: "1",
    files,
    tools: ["node"],
    types: { default: type },
  };
}

function defaults(home: string): ProcessDriverOptions {
  return {
    home,
    tools: new Map([["node", process.execPath]]),
    packagesFrom: import.meta.dirname,
    signal: new AbortController().signal,
    now: Date.now,
    log: () => {},
  };
}
