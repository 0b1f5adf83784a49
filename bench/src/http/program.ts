/** A server of a measurement: a process of its own, so that it has a core of its own. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

export type Program = {
  readonly pid: number;
  /** What the first line said that holds the words; rejects when the process ends before. */
  readonly line: (words: string) => Promise<string>;
  /** Processor time that it has used, user and system. */
  readonly cpuSeconds: () => number;
  readonly rssMiB: () => number;
  readonly stop: () => Promise<void>;
};

/** USER_HZ, which Linux fixes at 100 for whoever reads /proc. */
const ticksPerSecond = 100;

export function program(
  path: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Program {
  const child = spawn(process.execPath, [path, ...words], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    for (const look of waiting) look();
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  // A child that was spawned has an id; one that was not ends at once, and every wait rejects.
  const pid = child.pid ?? 0;
  return {
    pid,
    line: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find((line) => line.includes(words));
          if (found !== undefined) resolve(found);
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`it ended without "${words}": ${lines.at(-1)}`)));
      }),
    cpuSeconds: () => {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    },
    rssMiB: () => {
      const [, kib = "0"] =
        /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
      return Math.round(Number(kib) / 1024);
    },
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
