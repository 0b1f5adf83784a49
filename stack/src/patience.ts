/** Waits for a server that is not there yet: says so once, and gives up after a while. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "./log.ts";

export type Patience = {
  /** 0: the first failure is the last. */
  readonly millisecondsMax: number;
  readonly log: Log;
  readonly signal: AbortSignal;
};

const pauseMillisecondsMin = 100;
const pauseMillisecondsMax = 2_000;

/**
 * What `open` gives, tried again until it gives something. Throws what it threw last, under a
 * sentence that names the server, when patience is over; and as soon as the signal aborts.
 */
export async function patiently<Opened>(
  server: string,
  open: () => Promise<Opened>,
  { millisecondsMax, log, signal }: Patience,
): Promise<Opened> {
  const deadline = performance.now() + millisecondsMax;
  let pause = pauseMillisecondsMin;
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await open();
    } catch (cause) {
      if (millisecondsMax === 0) throw cause;
      if (performance.now() + pause > deadline) throw givenUp(server, millisecondsMax, cause);
      if (attempt === 1) log({ says: `waits for ${server}`, because: String(cause) });
    }
    await sleep(pause, undefined, { signal });
    pause = Math.min(pause * 2, pauseMillisecondsMax);
  }
}

function givenUp(server: string, millisecondsMax: number, cause: unknown): Error {
  return new Error(`${server} was not there within ${millisecondsMax / 1000} seconds`, { cause });
}
