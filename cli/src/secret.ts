/** Makes tokens, so that the Master hears of their hashes only; reads and writes their files. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { UsageError } from "./usage-error.ts";

const secretBytes = 32;

export type Secret = { readonly token: string; readonly tokenHash: string };

export function newSecret(): Secret {
  const token = randomBytes(secretBytes).toString("base64url");
  return { token, tokenHash: createHash("sha256").update(token).digest("hex") };
}

/** Whole or not at all; `secret` keeps it to its owner. */
export function writeFile(path: string, text: string, { secret }: { secret: boolean }): void {
  const draft = `${path}.new`;
  try {
    // One that lies there already may be open to others, or lead elsewhere.
    rmSync(draft, { force: true });
    writeFileSync(draft, text, { flag: "wx", mode: secret ? 0o600 : 0o644, flush: true });
    renameSync(draft, path);
  } catch (cause) {
    throw new UsageError(`${path} cannot be written.`, { cause });
  }
}

/** What is written there already; else what is made, on the disk before it is used. */
export async function keptFile(path: string, make: () => Promise<string>): Promise<string> {
  if (existsSync(path)) return readFile(path, "file");
  const text = await make();
  writeFile(path, text, { secret: true });
  return text;
}

/** Takes the place of whatever has its name. */
export function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (cause) {
    throw new UsageError(`${to} cannot be written.`, { cause });
  }
}

export function readFile(path: string, what: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new UsageError(`The ${what} ${path} cannot be read.`, { cause });
  }
}
