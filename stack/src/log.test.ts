import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { fileLog, streamLog } from "./log.ts";

const folder = mkdtempSync(join(tmpdir(), "partita-log-test-"));
const clock = () => "2026-01-01T00:00:00.000Z";
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a line is one JSON object, and an error tells its causes", () => {
  const path = join(folder, "causes.log");
  const fault = new Error("no answer", { cause: new Error("connection refused") });
  fileLog(path, clock)({ part: "billing", fault });
  const [line, ...others] = readFileSync(path, "utf8").trim().split("\n");
  expect(others).toEqual([]);
  expect(JSON.parse(line ?? "")).toMatchObject({
    at: clock(),
    part: "billing",
    fault: { message: "no answer", cause: { message: "connection refused" } },
  });
  expect(statSync(path).mode & 0o077).toBe(0);
});

test("a log that has grown too large is set aside, and only the last one of those is kept", () => {
  const path = join(folder, "large.log");
  const log = fileLog(path, clock, 200);
  for (let count = 0; count < 20; count++) log({ count });
  expect(statSync(path).size).toBeLessThan(300);
  expect(existsSync(`${path}.1`)).toBe(true);
  expect(existsSync(`${path}.2`)).toBe(false);
});

test("a log that cannot be written stops nobody, and later says how many lines it lost", () => {
  const path = join(folder, "later", "house.log");
  const complaint = vi.spyOn(console, "error").mockImplementation(() => {});
  const log = fileLog(path, clock);
  log({ count: 1 });
  log({ count: 2 });
  expect(complaint).toHaveBeenCalledTimes(1);
  mkdirSync(join(folder, "later"));
  log({ count: 3 });
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ lost: 2, count: 3 });
  complaint.mockRestore();
});

test("a process alone says its lines to whoever reads its output", () => {
  const written: string[] = [];
  streamLog((text) => written.push(text), clock)({ part: "api", position: 7n });
  expect(written).toEqual([`{"at":"${clock()}","part":"api","position":"7"}\n`]);
});
