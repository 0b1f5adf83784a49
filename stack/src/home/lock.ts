/**
 * One house per home: a lock file names the process that holds it, in a way that no other process
 * can be mistaken for.
 */
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Holder = { readonly pid: number; readonly startedAt: string; readonly boot: string };

export type Lock = { release(): void };

/** Throws with what to do when another house runs on this home, or when the file is not a lock. */
export function takeLock(folder: string): Lock {
  const path = join(folder, "house.lock");
  const mine = identify(process.pid);
  const making = `${path}.${process.pid}`;
  writeFileSync(making, JSON.stringify(mine), { mode: 0o600 });
  try {
    if (existsSync(path)) refuseIfHeld(path);
    // A link fails when the name is taken: of two houses that start at once, one gets the lock.
    linkSync(making, path);
  } catch (cause) {
    if (isTaken(cause)) throw new Error(heldBy(path, "another process"), { cause });
    throw cause;
  } finally {
    rmSync(making, { force: true });
  }
  return { release: () => rmSync(path, { force: true }) };
}

function refuseIfHeld(path: string): void {
  const holder = parse(path);
  const now = identify(holder.pid);
  const same = now.startedAt === holder.startedAt && now.boot === holder.boot;
  if (same && now.startedAt !== "") throw new Error(heldBy(path, `process ${holder.pid}`));
  // Its process is gone: killed, or the machine was restarted.
  setAside(path, holder);
}

/**
 * Takes away a dead holder's lock, and only that: a house that starts at the same time may have put
 * its own there.
 */
function setAside(path: string, dead: Holder): void {
  const aside = `${path}.stale.${process.pid}`;
  renameSync(path, aside);
  const { pid, startedAt } = parse(aside);
  if (pid !== dead.pid || startedAt !== dead.startedAt) linkSync(aside, path);
  rmSync(aside);
}

function heldBy(path: string, who: string): string {
  return (
    `a house runs on this home already (${who} holds ${path}); stop it first, or set ` +
    "PARTITA_HOME to another folder"
  );
}

function parse(path: string): Holder {
  const text = readFileSync(path, "utf8");
  try {
    const { pid, startedAt, boot } = JSON.parse(text);
    if (Number.isSafeInteger(pid) && typeof startedAt === "string" && typeof boot === "string")
      return { pid, startedAt, boot };
  } catch (cause) {
    throw new Error(corrupted(path), { cause });
  }
  throw new Error(corrupted(path));
}

function corrupted(path: string): string {
  return (
    `${path} is damaged, so nobody can tell whether a house runs on this home; if none ` +
    "does, delete that file and start again"
  );
}

/**
 * A process number is used again; with its start time and the boot it is unique (Linux: proc(5),
 * field 22).
 */
function identify(pid: number): Holder {
  return { pid, startedAt: startOf(pid), boot: bootId() };
}

function startOf(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses and may hold spaces: count after it.
    return status.slice(status.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    // No such process, or a system without /proc, where only the number can be asked for.
    return existsSync("/proc/self") || !isAlive(pid) ? "" : "alive";
  }
}

function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    // Not Linux: process numbers alone must do.
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // No such process, or one of somebody else: not a house of ours.
    return false;
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
