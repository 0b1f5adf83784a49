#!/usr/bin/env node
/**
 * Starts `partita`: hands the real terminal, clock and processes to the verb that was asked for.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { run } from "./run.ts";
import type { World } from "./world.ts";

const root = join(import.meta.dirname, "../..");
const stop = new AbortController();

const world: World = {
  environment: process.env,
  root,
  print: (text) => console.log(text),
  tell: (text) => console.error(text),
  now: Date.now,
  sleep: (milliseconds) =>
    // An abort ends the sleep early; whoever slept looks at the signal next.
    setTimeout(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined),
  signal: stop.signal,
  run: runProgram,
};

/**
 * Ctrl-C reaches the child by itself, since it shares our terminal; other signals are handed on.
 */
async function runProgram(program: string, words: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [join(root, program), ...words], { stdio: "inherit" });
  const handOn = () => child.kill("SIGTERM");
  process.on("SIGTERM", handOn);
  const [code] = await once(child, "exit");
  process.off("SIGTERM", handOn);
  return typeof code === "number" ? code : 1;
}

process.on("SIGINT", () => stop.abort());
// A pipe that was closed (`partita tail | head`) has all it wanted.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
process.exitCode = await run(process.argv.slice(2), world);
