/**
 * Starts programs: as the partition's user, in a session of their own, with a clean environment and
 * no shell.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import type { RunAs } from "#node-agent/adapters/as-user.ts";
import { openLog, sizeOf, tailOf } from "#node-agent/drivers/process/logs.ts";

export type Launch = {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly directory: string;
  readonly log: string;
  readonly runAs: RunAs | undefined;
};

/** Nothing of the agent's own environment is handed on: it may name its token. */
const cleanEnvironment = { PATH: "/usr/bin:/bin", LANG: "C.UTF-8" };

/** Resolves when the program runs. Throws with the reason when it cannot be started. */
export async function launch(what: Launch): Promise<ChildProcess & { readonly pid: number }> {
  const child = begin(what);
  if (isStarted(child)) return child;
  const cause = await new Promise<Error>((resolve) => child.once("error", resolve));
  throw new Error(`${what.argv[0]} cannot be started: ${cause.message}`, { cause });
}

function begin({ argv, env, directory, log, runAs }: Launch): ChildProcess {
  const output = openLog(log);
  try {
    return spawn(argv[0] ?? "", argv.slice(1), {
      cwd: directory,
      env: { ...cleanEnvironment, HOME: directory, ...env },
      stdio: ["ignore", output, output],
      detached: true,
      ...runAs,
    });
  } finally {
    closeSync(output);
  }
}

function isStarted(child: ChildProcess): child is ChildProcess & { readonly pid: number } {
  return child.pid !== undefined;
}

/**
 * Runs a program to its end. Throws with the end of its output when it fails, is too slow, or
 * `signal` aborts.
 */
export async function runStep(
  step: Launch & { readonly secondsMax: number },
  signal: AbortSignal,
): Promise<void> {
  const from = sizeOf(step.log);
  const child = await launch(step);
  const outcome = await ended(child, step.secondsMax, signal);
  if (outcome === undefined) return;
  const output = tailOf(step.log, from);
  throw new Error(`${step.argv[0]} ${outcome}${output === "" ? "" : `: ${output}`}`);
}

function ended(
  child: ChildProcess & { readonly pid: number },
  secondsMax: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    let reason: string | undefined;
    const kill = (why: string) => {
      reason = why;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch (cause) {
        // It ended by itself in the same moment: then its exit code counts.
        reason =
          cause instanceof Error && "code" in cause && cause.code === "ESRCH" ? undefined : why;
      }
    };
    const timer = setTimeout(() => kill(`took longer than ${secondsMax} s`), secondsMax * 1000);
    const abort = () => kill("was broken off, since the agent leaves");
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
    child.once("exit", (code, killer) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      const failed =
        code === 0 ? undefined : `ended with ${code === null ? killer : `code ${code}`}`;
      resolve(reason ?? failed);
    });
  });
}
