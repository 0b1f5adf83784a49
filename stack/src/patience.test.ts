import { expect, test } from "vitest";
import { patiently } from "./patience.ts";

const away = () => Promise.reject(new Error("connection refused"));
const never = new AbortController().signal;

test("a server that comes late is waited for, and that is said once", async () => {
  const said: unknown[] = [];
  let attempts = 0;
  const open = async () => (++attempts < 3 ? away() : "here");
  const patience = { millisecondsMax: 10_000, log: (line: object) => said.push(line) };
  expect(await patiently("PostgreSQL", open, { ...patience, signal: never })).toBe("here");
  expect(said).toEqual([{ says: "waits for PostgreSQL", because: "Error: connection refused" }]);
});

test("patience ends with a sentence that names the server, and why it is not there", async () => {
  const waiting = patiently("Redis", away, { millisecondsMax: 150, log: () => {}, signal: never });
  await expect(waiting).rejects.toThrow("Redis was not there within 0.15 seconds");
  await expect(waiting).rejects.toHaveProperty("cause.message", "connection refused");
});

test("without patience the first failure is the last", async () => {
  const open = patiently("Redis", away, { millisecondsMax: 0, log: () => {}, signal: never });
  await expect(open).rejects.toThrow("connection refused");
});

test("whoever is told to stop waits no longer", async () => {
  const told = new AbortController();
  const log = () => told.abort(new Error("told to stop"));
  const waiting = patiently("Redis", away, { millisecondsMax: 60_000, log, signal: told.signal });
  await expect(waiting).rejects.toThrow();
});
