// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the agent fills these
import { spawn } from "node:child_process";
import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { bench, ended, web } from "../../testing/driver-bench.ts";
import { needsRoot } from "../../testing/needs-root.ts";
import { places } from "./places.ts";
import { processDriver } from "./process.ts";
import { writeService } from "./service-record.ts";

const nobody = { uid: 65_534, gid: 65_534 };
const node = "${software}/tools/node";

test("a service whose number was never written down is adopted, not started twice", async () => {
  const { driver, prepare, home, again } = await bench(processDriver);
  const prepared = await prepare();
  await vi.waitFor(async () =>
    expect(await driver.setState("slappart0", { state: "started", prepared })).toEqual({
      status: "running",
    }),
  );
  const path = join(home, "kept/slappart0/services/web.json");
  const { leader, ...intended } = JSON.parse(readFileSync(path, "utf8"));
  writeService(places(home), "slappart0", intended);
  expect((await again().observe())[0]?.services).toEqual([{ name: "web", running: true }]);
  expect(JSON.parse(readFileSync(path, "utf8")).leader).toEqual(leader);
});

test("a service whose record is damaged is found by its log and started anew, once", async () => {
  const { driver, prepare, home } = await bench(processDriver);
  const prepared = await prepare();
  const runs = () => driver.setState("slappart0", { state: "started", prepared });
  await vi.waitFor(async () => expect(await runs()).toEqual({ status: "running" }));
  writeFileSync(join(home, "kept/slappart0/services/web.json"), "garbage");
  await vi.waitFor(async () => expect(await runs()).toEqual({ status: "running" }));
  const [sample] = await driver.measure();
  expect(sample?.processes).toHaveLength(1);
});

test("a stranger with the number of an old service is left alone", async () => {
  const { driver, prepare, home } = await bench(processDriver);
  await prepare();
  const stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
    detached: true,
  });
  onTestFinished(() => void stranger.kill("SIGKILL"));
  writeService(places(home), "slappart0", {
    name: "web",
    leader: { pid: stranger.pid ?? 0, startTicks: "1" },
    bootId: readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),
    digest: "",
    stopSignal: "SIGTERM",
    stopSecondsMax: 1,
    startedAt: 0,
    quickExits: 0,
  });
  await ended(driver, "slappart0", "stopped");
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
});

test("a port taken by a stranger before its first use is chosen anew", async () => {
  const { prepare } = await bench(processDriver);
  const type = web("", { connection: { port: "${port.http}" } });
  const { connection } = await prepare(type);
  const server = createServer().listen(Number(connection.port), "127.0.0.1");
  onTestFinished(() => void server.close());
  await vi.waitFor(() => expect(server.listening).toBe(true));
  expect((await prepare(type)).connection.port).not.toBe(connection.port);
});

test.each(["linked", "linked/deeper"])("a directory %s that leads out is refused", async (path) => {
  const { prepare, home } = await bench(processDriver);
  await prepare();
  symlinkSync("/tmp", join(home, "partitions/slappart0/linked"));
  await expect(prepare(web("", { directories: [path] }))).rejects.toThrow("stay within it");
});

test("a link in the place of a file is replaced, and what it led to is not touched", async () => {
  const { prepare, home } = await bench(processDriver);
  await prepare();
  const outside = join(home, "outside");
  writeFileSync(outside, "untouched");
  symlinkSync(outside, join(home, "partitions/slappart0/conf"));
  await prepare(web("", { templates: [{ from: "tick.mjs", to: "conf" }] })).catch((cause) => {
    // The program is no template: its own ${…} are none of the agent's names.
    expect(String(cause)).toBe("");
  });
  expect(readFileSync(outside, "utf8")).toBe("untouched");
  expect(statSync(join(home, "partitions/slappart0/conf")).mode & 0o777).toBe(0o600);
});

test("a step's result appears whole or not at all, and is not made twice", async () => {
  const { prepare, home } = await bench(processDriver);
  const script = (end: string) => `require("fs").mkdirSync(process.argv[1]); ${end}`;
  const step = (end: string) =>
    web("", { prepare: [{ argv: [node, "-e", script(end), "${making}"], creates: "data" }] });
  await expect(prepare(step("console.log('no space'); process.exit(2)"))).rejects.toThrow(
    /ended with code 2: no space/,
  );
  expect(existsSync(join(home, "partitions/slappart0/data"))).toBe(false);
  await prepare(step(""));
  await prepare(step("process.exit(9)"), "2");
  expect(existsSync(join(home, "partitions/slappart0/data"))).toBe(true);
});

test("a step without a result is run once per change", async () => {
  const { prepare, home } = await bench(processDriver);
  const script = "require('fs').appendFileSync('count', 'x')";
  const type = web("", { prepare: [{ argv: [node, "-e", script] }] });
  await prepare(type, "1");
  await prepare(type, "1");
  await prepare(type, "2");
  expect(readFileSync(join(home, "partitions/slappart0/count"), "utf8")).toBe("xx");
});

test("a step that hangs is ended after its time", async () => {
  const { prepare } = await bench(processDriver);
  const argv = [node, "-e", "setInterval(() => {}, 1000)"];
  const type = web("", { prepare: [{ argv, secondsMax: 1 }] });
  await expect(prepare(type)).rejects.toThrow("took longer than 1 s");
});

test("a program that is missing is named", async () => {
  const { driver, prepare } = await bench(processDriver);
  const prepared = await prepare(
    web("", { services: [{ name: "web", argv: ["/no/such/thing"] }] }),
  );
  await expect(driver.setState("slappart0", { state: "started", prepared })).rejects.toThrow(
    "/no/such/thing cannot be started",
  );
});

test("partitions run as another user, who owns them and nothing else", async (context) => {
  needsRoot(context);
  const { driver, prepare, home } = await bench(processDriver, { runAs: nobody });
  const prepared = await prepare(web("", { directories: ["var"] }));
  await vi.waitFor(async () =>
    expect(await driver.setState("slappart0", { state: "started", prepared })).toEqual({
      status: "running",
    }),
  );
  const reply = await fetch(prepared.connection.url ?? "");
  expect(await reply.json()).toMatchObject({ uid: 65_534 });
  expect(statSync(join(home, "partitions/slappart0/var")).uid).toBe(65_534);
  expect(statSync(join(home, "software")).uid).toBe(0);
  expect(statSync(join(home, "kept/slappart0")).uid).toBe(0);
  expect(process.geteuid?.()).toBe(0);
});

test("a release that refuses to run as root says what to do", async (context) => {
  needsRoot(context);
  const { driver } = await bench(processDriver);
  const release = { format: 1, name: "db", version: "1", unprivileged: true, files: {}, types: {} };
  const partition = {
    partition: "slappart0",
    softwareRelease: "https://software.example/db/software.json",
    release: { ...release, format: 1 as const },
    type: {},
    address: "127.0.0.1",
    names: new Map(),
    change: "1",
  };
  await expect(driver.prepare(partition)).rejects.toThrow(
    /refuses to run as root: .*--run-as UID:GID/,
  );
});
