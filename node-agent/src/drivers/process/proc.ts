/** Reads what the kernel knows of processes, from /proc. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { keyOf, type Process, parseStat } from "#node-agent/processes.ts";

/** Changes with every start of the machine: process numbers from before mean nothing. */
export function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}

export function readProcesses(): readonly Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
}

export function readProcess(pid: number): Process | undefined {
  const text = tryRead(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  return text === undefined ? undefined : parseStat(text);
}

/**
 * Memory in bytes, pages shared by several processes divided among them; without the right to know,
 * all of them.
 */
export function residentBytes({ pid }: Process): number {
  const rollup = tryRead(() => readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"));
  const share = kilobytes(rollup, "Pss");
  if (share !== undefined) return share * 1024;
  const status = tryRead(() => readFileSync(`/proc/${pid}/status`, "utf8"));
  return (kilobytes(status, "VmRSS") ?? 0) * 1024;
}

function kilobytes(text: string | undefined, field: string): number | undefined {
  const found = text?.match(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m"));
  return found === undefined || found === null ? undefined : Number(found[1]);
}

/** Processes that write their output or errors into this log, or into any log of this directory. */
export function writersOf(log: string, processes: readonly Process[]): readonly Process[] {
  return processes.filter(({ pid }) =>
    [1, 2].some((descriptor) => {
      const target = tryRead(() => readlinkSync(`/proc/${pid}/fd/${descriptor}`));
      return target === log || target?.startsWith(`${log}/`) === true;
    }),
  );
}

/** Sends a signal to a process that is still the one meant; false when it is gone. */
export function signalProcess(process: Process, signal: NodeJS.Signals): boolean {
  const found = readProcess(process.pid);
  if (found === undefined || keyOf(found) !== keyOf(process)) return false;
  return trySignal(process.pid, signal);
}

/** Sends a signal to a whole process group. */
export function signalGroup(leader: number, signal: NodeJS.Signals): boolean {
  return trySignal(-leader, signal);
}

function trySignal(target: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(target, signal);
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ESRCH") return false;
    throw cause;
  }
}

function tryRead<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    // Processes come and go between listing and reading, and some may not be looked into.
    return undefined;
  }
}
