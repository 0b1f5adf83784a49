// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the agent fills these
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { isAlive } from "../processes.ts";
import { bench, ended, web } from "../testing/driver-bench.ts";
import type { Driver, Prepared } from "./driver.ts";
import { readProcess } from "./process/proc.ts";
import { drivers } from "./registry.ts";

const names = Object.keys(drivers) as (keyof typeof drivers)[];
const started = (prepared: Prepared) => ({ state: "started", prepared }) as const;

test.each(names)(
  "%s: what is installed and prepared runs, and publishes its connection",
  async (name) => {
    const { driver, prepare } = await bench(drivers[name]);
    const prepared = await prepare();
    await running(driver, prepared);
    const reply = await fetch(prepared.connection.url ?? "");
    expect(await reply.json()).toMatchObject({ uid: process.getuid?.() });
    expect(await driver.observe()).toEqual([
      { partition: "slappart0", services: [{ name: "web", running: true }], content: true },
    ]);
  },
);

test.each(names)(
  "%s: a service is found again by a driver that did not start it, and stays one",
  async (name) => {
    const { driver, prepare, again } = await bench(drivers[name]);
    const prepared = await prepare();
    await running(driver, prepared);
    const before = await pidOf(prepared);
    const successor = again();
    expect((await successor.observe())[0]?.services).toEqual([{ name: "web", running: true }]);
    await running(successor, prepared);
    expect(await pidOf(prepared)).toBe(before);
  },
);

test.each(names)("%s: a service that exits is started again", async (name) => {
  const { driver, prepare } = await bench(drivers[name]);
  const prepared = await prepare();
  await running(driver, prepared);
  const before = await pidOf(prepared);
  await fetch(`${prepared.connection.url}exit`).catch(() => "it exits without an answer");
  await vi.waitFor(async () =>
    expect((await driver.observe())[0]?.services[0]?.running).toBe(false),
  );
  await running(driver, prepared);
  expect(await pidOf(prepared)).not.toBe(before);
});

test.each(names)(
  "%s: a service that keeps exiting is called failing, and waited for",
  async (name) => {
    const { driver, prepare } = await bench(drivers[name]);
    const prepared = await prepare(web("exit"));
    await vi.waitFor(async () => {
      const condition = await driver.setState("slappart0", started(prepared));
      expect(condition).toMatchObject({ status: "waiting", failing: true });
      expect(JSON.stringify(condition)).toMatch(/web exited 3 times in a row/);
    }, 20_000);
  },
);

test.each(names)(
  "%s: stopping ends every process of a service, also those that will not",
  async (name) => {
    const { driver, prepare } = await bench(drivers[name]);
    await running(driver, await prepare(web("family")));
    const family = await vi.waitFor(async () => {
      const processes = (await driver.measure())[0]?.processes ?? [];
      expect(processes).toHaveLength(3);
      return processes.map(({ key }) => Number.parseInt(key, 10));
    });
    const asked = await driver.setState("slappart0", { state: "stopped" });
    expect(asked).toMatchObject({ status: "waiting", because: "service web is ending" });
    await ended(driver, "slappart0", "stopped");
    expect(family.filter(lives)).toEqual([]);
    expect((await driver.observe())[0]).toMatchObject({ services: [], content: true });
  },
);

test.each(names)(
  "%s: a service that is wanted again while it ends comes to its end, and is started anew",
  async (name) => {
    const { driver, prepare } = await bench(drivers[name]);
    const prepared = await prepare(web("family"));
    await running(driver, prepared);
    const before = await pidOf(prepared);
    await driver.setState("slappart0", { state: "stopped" });
    expect(await driver.setState("slappart0", started(prepared))).toMatchObject({
      because: "service web is ending",
    });
    await running(driver, prepared);
    expect(await pidOf(prepared)).not.toBe(before);
  },
);

test.each(names)(
  "%s: a changed file restarts the service, an unchanged one does not",
  async (name) => {
    const { driver, prepare } = await bench(drivers[name]);
    const first = await prepare();
    await running(driver, first);
    const before = await pidOf(first);
    await running(driver, await prepare(web(), "2"));
    expect(await pidOf(first)).toBe(before);
    await running(driver, await prepare(web("changed"), "3"));
    expect(await pidOf(first)).not.toBe(before);
  },
);

test.each(names)("%s: ports and secrets stay what they were", async (name) => {
  const { prepare, again, home } = await bench(drivers[name]);
  const type = web("", { secrets: ["key"], connection: { all: "${port.http} ${secret.key}" } });
  const { connection } = await prepare(type);
  expect(connection.all).toMatch(/^\d+ [A-Za-z0-9]{32}$/);
  expect((await prepare(type, "2")).connection).toEqual(connection);
  expect(statSync(join(home, "kept/slappart0/facts.json")).mode & 0o777).toBe(0o600);
  expect(await again().observe()).toHaveLength(1);
});

test.each(names)("%s: an absent partition leaves nothing behind", async (name) => {
  const { driver, prepare } = await bench(drivers[name]);
  await running(driver, await prepare(web("", { directories: ["a/b"] })));
  await ended(driver, "slappart0", "absent");
  expect(await driver.observe()).toEqual([]);
  expect(await driver.setState("slappart0", { state: "absent" })).toEqual({ status: "absent" });
});

test.each(names)("%s: memory, disk and processor time are measured", async (name) => {
  const { driver, prepare } = await bench(drivers[name]);
  await running(driver, await prepare());
  const [sample] = await driver.measure();
  expect(sample?.residentBytes).toBeGreaterThan(5_000_000);
  expect(sample?.processes[0]?.cpuTicks).toBeGreaterThan(0);
  expect(sample?.diskBytes).toBeGreaterThan(0);
});

test.each(names)("%s: nothing of the agent's environment reaches a service", async (name) => {
  vi.stubEnv("PARTITA_TOKEN", "secret");
  const { driver, prepare } = await bench(drivers[name]);
  const prepared = await prepare();
  await running(driver, prepared);
  const { env } = await ask(prepared);
  expect(Object.keys(env).sort()).toEqual(["HOME", "LANG", "PATH"]);
  vi.unstubAllEnvs();
});

test.each(names)("%s: a log stays below its limit, and goes on after it", async (name) => {
  const { driver, prepare, home, again } = await bench(drivers[name]);
  const prepared = await prepare();
  await running(driver, prepared);
  const log = join(home, "kept/slappart0/log/web.log");
  await fetch(`${prepared.connection.url}write`);
  await vi.waitFor(() => expect(statSync(log).size).toBeGreaterThan(5000));
  await again({ logBytesMax: 1000 }).observe();
  expect(readFileSync(`${log}.1`, "utf8")).toContain("xxx");
  await fetch(`${prepared.connection.url}write`);
  await vi.waitFor(() => expect(statSync(log).size).toBe(5001));
});

async function running(driver: Driver, prepared: Prepared): Promise<void> {
  await vi.waitFor(async () => {
    const condition = await driver.setState("slappart0", started(prepared));
    expect(condition).toEqual({ status: "running" });
  }, 20_000);
}

async function ask(prepared: Prepared): Promise<{ pid: number; env: Record<string, string> }> {
  const reply = await fetch(prepared.connection.url ?? "");
  // The answer of the bench's own program.
  return (await reply.json()) as { pid: number; env: Record<string, string> };
}

// A zombie has ended; whether somebody has taken note of it is not the driver's affair.
function lives(pid: number): boolean {
  const process = readProcess(pid);
  return process !== undefined && isAlive(process);
}

const pidOf = async (prepared: Prepared) => (await ask(prepared)).pid;
