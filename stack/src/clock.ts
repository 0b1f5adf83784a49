/** The clock of the machine, as parts that wait for time are given it. */
import { setTimeout as sleep } from "node:timers/promises";
import { instantOf } from "@partita/schemas";

let last = { at: 0, instant: instantOf(0) };

/** The instant of now; many ask within a millisecond, and it is made once for all of them. */
export function now(): string {
  const at = Date.now();
  if (at !== last.at) last = { at, instant: instantOf(at) };
  return last.instant;
}

export const clock = {
  now,
  /** Cut short by the end of the house, which is no fault. */
  sleep: (milliseconds: number, end: AbortSignal): Promise<void> =>
    sleep(milliseconds, undefined, { signal: end }).catch(() => undefined),
};
