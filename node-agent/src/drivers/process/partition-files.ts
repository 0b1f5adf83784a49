/** Writes into a partition and wipes it, never following a link that leads out of it. */
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { asUser, type RunAs } from "#node-agent/adapters/as-user.ts";
import { hasCode, isMissing } from "#node-agent/adapters/json-file.ts";

/** A partition is closed to everybody but its user. */
export function makePartition(path: string, runAs: RunAs | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (runAs !== undefined) chownSync(path, runAs.uid, runAs.gid);
}

/**
 * The directory under `root`, made segment by segment. Throws when a segment is a link or a file.
 */
export function ensureInside(root: string, path: string): string {
  let directory = root;
  for (const segment of path.split("/").filter((part) => part !== "." && part !== "")) {
    directory = join(directory, segment);
    const found = lstatSync(directory, { throwIfNoEntry: false });
    if (found === undefined) mkdirSync(directory, { mode: 0o700 });
    else if (!found.isDirectory())
      throw new Error(`${directory} is no directory; a partition's files stay within it`);
  }
  return directory;
}

/** Replaces a file under `root`; a link of that name is replaced, not followed. */
export function writeInside(root: string, path: string, file: { text: string; mode: number }) {
  const target = join(ensureInside(root, dirname(path)), basename(path));
  const draft = `${target}.draft`;
  rmSync(draft, { force: true, recursive: true });
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const descriptor = openSync(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, file.mode);
  try {
    fchmodSync(descriptor, file.mode);
    writeFileSync(descriptor, file.text);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, target);
}

export function existsInside(root: string, path: string): boolean {
  return lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined;
}

/** Removes the partition with everything in it. */
export function wipe(path: string, runAs: RunAs | undefined): void {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
  asUser(runAs, () => {
    for (const name of readdirSync(path)) remove(join(path, name));
  });
  rmdirSync(path);
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (cause) {
    if (!hasCode(cause, "EACCES") && !hasCode(cause, "EPERM")) throw cause;
    // A directory that its own user closed to himself.
    open(path);
    rmSync(path, { recursive: true, force: true });
  }
}

function open(path: string): void {
  if (!lstatSync(path).isDirectory()) return;
  chmodSync(path, 0o700);
  for (const name of readdirSync(path)) open(join(path, name));
}

/** Entries counted in one partition; one with more is measured by these alone. */
const entriesMax = 200_000;

/** Bytes that the files under `path` take on the disk; a file with two names counts once. */
export function diskBytes(path: string): number {
  const seen = new Set<string>();
  const waiting = [path];
  let bytes = 0;
  for (
    let next = waiting.pop();
    next !== undefined && seen.size < entriesMax;
    next = waiting.pop()
  ) {
    const found = lookAt(next);
    if (found === undefined || seen.has(found.key)) continue;
    seen.add(found.key);
    bytes += found.bytes;
    for (const name of found.names) waiting.push(join(next, name));
  }
  return bytes;
}

function lookAt(path: string) {
  try {
    const stat = lstatSync(path);
    const names = stat.isDirectory() ? readdirSync(path) : [];
    return { key: `${stat.dev}:${stat.ino}`, bytes: stat.blocks * 512, names };
  } catch (cause) {
    // Programs remove files while they are counted.
    if (isMissing(cause) || hasCode(cause, "EACCES")) return undefined;
    throw cause;
  }
}
