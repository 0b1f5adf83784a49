/**
 * Small JSON files of the agent's own: written whole or not at all, readable by the agent alone.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/**
 * `undefined` when there is no such file. Throws with the file's name when it cannot be read or is
 * no JSON, and with what follows from removing it.
 */
export function readJson(path: string, withoutIt = "what it says is lost"): unknown {
  const text = readText(path);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(damaged(path, withoutIt), { cause });
  }
}

export function damaged(path: string, withoutIt: string): string {
  return `${path} is damaged: restore it, or remove it, then ${withoutIt}`;
}

export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw new Error(`${path} cannot be read`, { cause });
  }
}

export function writeJson(path: string, value: unknown): void {
  writeWhole(path, JSON.stringify(value));
}

/**
 * Its bytes are on the disk before they get their name: after a crash the file is the old one or
 * the new one.
 */
export function writeWhole(path: string, text: string): void {
  const draft = `${path}.draft`;
  const file = openSync(draft, "w", 0o600);
  try {
    // Goes on after a short write, which writeSync would take for success.
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

export function isMissing(cause: unknown): boolean {
  return hasCode(cause, "ENOENT") || hasCode(cause, "ENOTDIR");
}

export function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && "code" in cause && cause.code === code;
}
