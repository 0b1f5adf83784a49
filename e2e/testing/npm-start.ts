/**
 * `npm start` as its user runs it: a process of its own on a home of its own, whose lines are read
 * as they come.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(import.meta.resolve("../../stack/src/main.ts"));

export type Started = {
  readonly process: ChildProcess;
  readonly lines: readonly string[];
  /** Resolves with the first line that holds the words; rejects when the process ends before. */
  line(words: string): Promise<string>;
  readonly exit: Promise<number | null>;
};

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
  const child = spawn(process.execPath, [program, ...words], {
    env: { PATH: process.env.PATH, PARTITA_HOME: home, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const hear = (line: string) => {
    lines.push(line);
    for (const listener of listeners) listener();
  };
  createInterface({ input: child.stdout }).on("line", hear);
  createInterface({ input: child.stderr }).on("line", hear);
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  const line = (wanted: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = lines.find((one) => one.includes(wanted));
        if (found === undefined) return;
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
      void exit.then(() => reject(new Error(`ended without "${wanted}":\n${lines.join("\n")}`)));
    });
  return { process: child, lines, line, exit };
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
