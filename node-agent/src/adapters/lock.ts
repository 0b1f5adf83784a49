/**
 * One agent per home: a lock that names its holder, so that a dead one is told from a living one.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hasCode, readText } from "#node-agent/adapters/json-file.ts";
import { parseStat } from "#node-agent/processes.ts";

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
  if (isAlive(holder))
    throw new Error(
      `another agent (process ${holder.pid}) works on this home; stop it, or choose another --home`,
    );
  // Whoever else found the holder dead may have taken over already: then its lock is put back.
  const aside = `${path}.dead-${process.pid}`;
  renameSync(path, aside);
  if (readFileSync(aside, "utf8") !== text) linkSync(aside, path);
  rmSync(aside);
}

function giveBack(path: string, own: string): void {
  if (readText(path) === own) rmSync(path);
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

function isAlive({ pid, startTicks, bootId }: Holder): boolean {
  return bootId === bootNow() && startOf(pid) === startTicks;
}

function startOf(pid: number): string | undefined {
  const text = readText(`/proc/${pid}/stat`);
  return text === undefined ? undefined : parseStat(text)?.startTicks;
}

function bootNow(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}
