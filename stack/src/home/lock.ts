/** One house per home: a lock names the process that holds it, so that a dead one is told apart. */
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Holder = { readonly pid: number; readonly startedAt: string; readonly boot: string };

export type Lock = { release(): void };

/** A house runs on this home. */
export class HomeTaken extends Error {
  override readonly name = "HomeTaken";
}

/** Others may take a dead holder's lock in the same moment: then we look again, not for ever. */
const attemptsMax = 5;

/** Throws with what to do when another house runs on this home, or when the file is not a lock. */
export function takeLock(folder: string): Lock {
  return takeAt(join(folder, "house.lock"));
}

function takeAt(path: string): Lock {
  const mine = JSON.stringify(identify(process.pid));
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    if (isPlaced(path, mine)) return { release: () => remove(path, mine) };
    const found = read(path);
    if (found !== undefined) removeDead(path, found);
  }
  throw new Error(`${path} keeps changing hands; is another house starting on this home?`);
}

/** A link fails when the name is taken, so the lock is there as a whole or not at all. */
function isPlaced(path: string, text: string): boolean {
  const making = `${path}.${process.pid}`;
  writeFileSync(making, text, { mode: 0o600, flush: true });
  try {
    linkSync(making, path);
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return false;
    throw cause;
  } finally {
    rmSync(making, { force: true });
  }
}

/** One at a time takes a dead holder's lock away, under a lock that may itself be taken over. */
function removeDead(path: string, text: string): void {
  const holder = parse(path, text);
  if (isHeld(holder))
    throw new HomeTaken(
      `a house runs on this home already (process ${holder.pid} holds ${path}); stop it first, ` +
        "or set PARTITA_HOME to another folder",
    );
  const over = takeAt(`${path}.over`);
  try {
    remove(path, text);
  } finally {
    over.release();
  }
}

function remove(path: string, text: string): void {
  if (read(path) === text) rmSync(path, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    // The second is what Linux says of a process that ends while its status is read.
    const gone = ["ENOENT", "ESRCH"];
    if (cause instanceof Error && "code" in cause && gone.includes(String(cause.code)))
      return undefined;
    throw cause;
  }
}

function parse(path: string, text: string): Holder {
  try {
    const { pid, startedAt, boot } = JSON.parse(text);
    if (Number.isSafeInteger(pid) && typeof startedAt === "string" && typeof boot === "string")
      return { pid, startedAt, boot };
  } catch {
    // Not JSON: told below, with what can be done.
  }
  throw new Error(
    `${path} is damaged, so nobody can tell whether a house runs on this home; if none does, ` +
      "delete that file and start again",
  );
}

function isHeld(holder: Holder): boolean {
  const now = identify(holder.pid);
  return now.startedAt !== "" && now.startedAt === holder.startedAt && now.boot === holder.boot;
}

/**
 * A process number is used again; with its start time and the boot it is unique (Linux: proc(5),
 * field 22). A zombie does nothing any more, however long it is kept.
 */
function identify(pid: number): Holder {
  const status = read(`/proc/${pid}/stat`) ?? "";
  // The second field is the program's name in parentheses and may hold spaces: count after it.
  const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
  const startedAt = fields[0] === "Z" ? "" : (fields[19] ?? "");
  return { pid, startedAt, boot: read("/proc/sys/kernel/random/boot_id")?.trim() ?? "" };
}
