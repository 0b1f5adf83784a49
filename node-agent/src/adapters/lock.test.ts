import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { takeLock } from "./lock.ts";

const bootId = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();

test("a second agent is told who holds the lock, until it is given back", () => {
  const path = fresh();
  const giveBack = takeLock(path);
  expect(() => takeLock(path)).toThrow(`another agent (process ${process.pid}) works on this home`);
  giveBack();
  takeLock(path)();
});

test.each([
  ["of a process that is gone", { pid: 2 ** 22 + 1, startTicks: "1", bootId }],
  ["of a process whose number another one has", { pid: process.pid, startTicks: "1", bootId }],
  ["from before the machine was started", { pid: process.pid, startTicks: "1", bootId: "old" }],
])("a lock %s is taken over", (_, holder) => {
  const path = fresh();
  writeFileSync(path, JSON.stringify(holder));
  takeLock(path);
  expect(JSON.parse(readFileSync(path, "utf8")).pid).toBe(process.pid);
  expect(readdirSync(join(path, ".."))).toEqual(["agent.lock"]);
});

test("a process that was killed leaves a lock that is taken over", async () => {
  const path = fresh();
  const lock = JSON.stringify(join(import.meta.dirname, "lock.ts"));
  const script = `import(${lock}).then(({ takeLock }) => {
    takeLock(${JSON.stringify(path)}); process.stdout.write("taken"); setInterval(() => {}, 1000);
  })`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  expect(() => takeLock(path)).toThrow(`another agent (process ${child.pid})`);
  child.kill("SIGKILL");
  await once(child, "exit");
  takeLock(path)();
});

test("of many that find a dead holder at once, one gets the lock", async () => {
  const path = fresh();
  writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, startTicks: "1", bootId }));
  const lock = JSON.stringify(join(import.meta.dirname, "lock.ts"));
  const start = Date.now() + 1500;
  const script = `import(${lock}).then(({ takeLock }) => {
    while (Date.now() < ${start}) {}
    takeLock(${JSON.stringify(path)}); process.stdout.write("taken"); setInterval(() => {}, 1000);
  })`;
  const children = Array.from({ length: 6 }, () =>
    spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] }),
  );
  onTestFinished(() => children.forEach((child) => void child.kill("SIGKILL")));
  const ends = children.map((child) =>
    Promise.race([once(child.stdout, "data"), once(child, "exit")]).then(([end]) => String(end)),
  );
  const taken = (await Promise.all(ends)).filter((end) => end === "taken");
  expect(taken).toHaveLength(1);
});

test("a holder that is a zombie holds nothing", async () => {
  const path = fresh();
  // Its parent never asks how it ended, so the kernel keeps it.
  const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 60"], { stdio: "pipe" });
  onTestFinished(() => void parent.kill("SIGKILL"));
  const pid = Number(String(await once(parent.stdout, "data")));
  const stat = () => readFileSync(`/proc/${pid}/stat`, "utf8");
  await vi.waitFor(() => expect(stat()).toContain(") Z "));
  const startTicks = stat().split(") ")[1]?.split(" ")[19];
  writeFileSync(path, JSON.stringify({ pid, startTicks, bootId }));
  takeLock(path)();
});

test.each(["", "{", "null", '{"pid":"1"}'])(
  "a damaged lock (%j) is explained, not guessed at",
  (text) => {
    const path = fresh();
    writeFileSync(path, text);
    expect(() => takeLock(path)).toThrow(
      /agent\.lock is damaged.*make sure that none does, then remove it/,
    );
  },
);

function fresh(): string {
  const directory = mkdtempSync(join(tmpdir(), "partita-lock-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, "agent.lock");
}
