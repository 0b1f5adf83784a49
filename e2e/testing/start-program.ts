/** Starts a program of ours as a process of its own, and reads its lines as they come. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export type Started = {
  readonly process: ChildProcess;
  readonly lines: readonly string[];
  /** Resolves with the first line that holds the words; rejects when the process ends before. */
  line(words: string): Promise<string>;
  readonly exit: Promise<number | null>;
};

/** With nothing in its environment but PATH and what is given. */
export function startProgram(
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Started {
  const child = spawn(process.execPath, [program, ...words], {
    env: { PATH: process.env.PATH, ...environment },
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
