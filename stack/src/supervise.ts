/**
 * Keeps a part of the house running: a fault is logged once, then it starts over after a growing
 * pause.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "./log.ts";

const pauseMillisecondsMin = 100;
const pauseMillisecondsMax = 5_000;

/**
 * Resolves when the signal aborts. `part` is to run until then; returning earlier is a fault, too.
 */
export async function supervise(
  name: string,
  part: () => Promise<void>,
  { log, signal }: { readonly log: Log; readonly signal: AbortSignal },
): Promise<void> {
  let pause = pauseMillisecondsMin;
  while (!signal.aborted) {
    const started = performance.now();
    const fault = await part().then(
      () => new Error(`${name} ended by itself`),
      (error: unknown) => error,
    );
    if (signal.aborted) return;
    log({ level: "error", part: name, fault });
    if (performance.now() - started > pauseMillisecondsMax) pause = pauseMillisecondsMin;
    // Cut short by the end of the house, which is no fault.
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    pause = Math.min(pause * 2, pauseMillisecondsMax);
  }
}
