/** Logs of services: written by the services themselves, kept below a size by the agent. */
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  truncateSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isMissing } from "#node-agent/adapters/json-file.ts";

/**
 * Beyond this a log is copied to `….log.1` and begun anew: at most twice as much lies on the disk
 * per service.
 */
export const logBytesMax = 10 * 2 ** 20;
/** What an error message quotes of a log: its end, which names the cause. */
const tailBytes = 1500;

/** Opened to append, so that a truncated log goes on from its beginning. */
export function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return openSync(path, "a", 0o600);
}

export function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch (cause) {
    if (isMissing(cause)) return 0;
    throw cause;
  }
}

/**
 * What is written between copy and truncation is lost: the price of not asking programs to reopen
 * their logs.
 */
export function limitLogs(directory: string, bytesMax: number): void {
  for (const name of namesIn(directory).filter((one) => one.endsWith(".log"))) {
    const path = join(directory, name);
    if (sizeOf(path) <= bytesMax) continue;
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
  }
}

/** The end of what was written after `from`. */
export function tailOf(path: string, from = 0): string {
  const size = sizeOf(path);
  const start = Math.max(from, size - tailBytes);
  if (start >= size) return "";
  const buffer = Buffer.alloc(size - start);
  const file = openSync(path, "r");
  try {
    return buffer.toString("utf8", 0, readSync(file, buffer, 0, buffer.length, start)).trim();
  } finally {
    closeSync(file);
  }
}

export function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw cause;
  }
}
