/** The clock of the machine, as parts that wait for time are given it. */
import { setTimeout as sleep } from "node:timers/promises";
import { instantOf } from "@partita/schemas";

/** The instant of now. */
export function now(): string {
  return instantOf(Date.now());
}

export const clock = {
  now,
  /** Cut short by the end of the house, which is no fault. */
  sleep: (milliseconds: number, end: AbortSignal): Promise<void> =>
    sleep(milliseconds, undefined, { signal: end }).catch(() => undefined),
};
