import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { takeLock } from "./lock.ts";

const folder = mkdtempSync(join(tmpdir(), "partita-lock-test-"));
const file = join(folder, "house.lock");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a second house on the same home is told which process holds it", () => {
  const lock = takeLock(folder);
  expect(() => takeLock(folder)).toThrow(new RegExp(`process ${process.pid} holds`));
  lock.release();
  takeLock(folder).release();
});

test("the lock of a dead process is taken over, also when its number is used again", () => {
  takeLock(folder);
  const dead = { ...JSON.parse(readFileSync(file, "utf8")), startedAt: "1" };
  writeFileSync(file, JSON.stringify(dead));
  takeLock(folder).release();
  expect(existsSync(file)).toBe(false);
});

test("a zombie holds nothing: it has ended, and only its parent has not noticed", async () => {
  // The shell's child ends at once, and the program that replaces the shell never asks for it.
  const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 20"]);
  const [chunk] = await once(parent.stdout, "data");
  const pid = Number(String(chunk).trim());
  await vi.waitFor(() => expect(statOf(pid)).toContain(") Z "));
  const startedAt = statOf(pid).split(") ")[1]?.split(" ")[19];
  const lock = takeLock(folder);
  const { boot } = JSON.parse(readFileSync(file, "utf8"));
  lock.release();
  writeFileSync(file, JSON.stringify({ pid, startedAt, boot }));
  takeLock(folder).release();
  parent.kill("SIGKILL");
});

function statOf(pid: number): string {
  return readFileSync(`/proc/${pid}/stat`, "utf8");
}

test.each(["", "not json", '{"pid":"1"}', "[]"])("a damaged lock %j says what to do", (text) => {
  writeFileSync(file, text);
  expect(() => takeLock(folder)).toThrow(/is damaged.*delete that file/);
  rmSync(file);
});
