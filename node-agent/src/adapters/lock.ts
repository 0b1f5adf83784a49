/**
 * One agent per home: a lock that names its holder, so that a dead one is told from a living one.
 */
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hasCode, readText } from "#node-agent/adapters/json-file.ts";
import { isAlive, parseStat } from "#node-agent/processes.ts";

type Holder = { readonly pid: number; readonly startTicks: string; readonly bootId: string };

/**
 * Somebody else may take over a dead holder's lock in the same moment: then we look again, but not
 * for ever.
 */
const attemptsMax = 5;

/**
 * Takes the lock and returns how to give it back. Throws with a sentence when another agent holds
 * it.
 */
export function takeLock(path: string): () => void {
  const own = JSON.stringify(holderNow());
  const draft = `${path}.${process.pid}`;
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    if (placed(draft, path, own)) return () => giveBack(path, own);
    const found = readText(path);
    if (found !== undefined) removeDead(path, found);
  }
  throw new Error(`${path} keeps changing hands; is another agent starting on this home?`);
}

/** Under its name with its content, or not at all. */
function placed(draft: string, path: string, text: string): boolean {
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
    return true;
  } catch (cause) {
    if (hasCode(cause, "EEXIST")) return false;
    throw cause;
  } finally {
    rmSync(draft, { force: true });
  }
}

function removeDead(path: string, text: string): void {
  const holder = parse(path, text);
  if (holds(holder))
    throw new Error(
      `another agent (process ${holder.pid}) works on this home; stop it, or choose another --home`,
    );
  // One at a time takes a dead holder's lock away, and looks again whether it is still that one;
  // should he die over it, the lock on the lock is itself one that can be taken over.
  const done = takeLock(`${path}.over`);
  try {
    giveBack(path, text);
  } finally {
    done();
  }
}

function giveBack(path: string, content: string): void {
  if (readText(path) === content) rmSync(path);
}

function parse(path: string, text: string): Holder {
  try {
    const { pid, startTicks, bootId } = JSON.parse(text);
    if (Number.isSafeInteger(pid) && typeof startTicks === "string" && typeof bootId === "string")
      return { pid, startTicks, bootId };
  } catch {
    // Not JSON: told below, with what can be done.
  }
  throw new Error(
    `${path} is damaged, so nobody can tell whether an agent works here: ` +
      "make sure that none does, then remove it",
  );
}

function holderNow(): Holder {
  return { pid: process.pid, startTicks: startOf(process.pid) ?? "", bootId: bootNow() };
}

function holds({ pid, startTicks, bootId }: Holder): boolean {
  return bootId === bootNow() && startOf(pid) === startTicks;
}

/** Of a process that runs: a zombie does nothing any more, however long it is kept. */
function startOf(pid: number): string | undefined {
  const text = readText(`/proc/${pid}/stat`);
  const found = text === undefined ? undefined : parseStat(text);
  return found !== undefined && isAlive(found) ? found.startTicks : undefined;
}

function bootNow(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}
