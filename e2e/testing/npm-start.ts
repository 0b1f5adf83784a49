/** `npm start` as its user runs it: a process of its own on a home of its own. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Started, startProgram } from "./start-program.ts";

const program = fileURLToPath(import.meta.resolve("../../stack/src/main.ts"));

/** A folder that the unprivileged user of a root's house can reach. */
export function temporaryHome(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "partita-e2e-"));
  chmodSync(folder, 0o711);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function npmStart(
  home: string,
  words: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Started {
  return startProgram(program, words, { PARTITA_HOME: home, ...environment });
}

/** Processes that have a folder on their command line, with their words. */
export function processesIn(folder: string): readonly { pid: number; words: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), words: commandLineOf(name) }))
    .filter(({ words }) => words.includes(folder));
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // Ended while we looked.
    return "";
  }
}
