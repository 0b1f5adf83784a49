/** Who waits for the log to grow, and beyond which position. */
import type { Position } from "#ledger/store/store.ts";

export type WaitingRoom = {
  /** Resolves when woken, or when the signal aborts. */
  enter(position: Position, signal: AbortSignal): Promise<void>;
  /** The log is known to reach this position; whoever waits beyond an earlier one is woken. */
  see(position: Position): void;
  wakeAll(): void;
  isEmpty(): boolean;
};

export function waitingRoom(emptied: () => void): WaitingRoom {
  const waiting = new Map<() => void, Position>();
  let seen: Position = 0n;
  return {
    enter: (position, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || position < seen) return resolve();
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener("abort", wake);
          if (waiting.size === 0) emptied();
          resolve();
        };
        waiting.set(wake, position);
        signal.addEventListener("abort", wake);
      }),
    see: (position) => {
      if (position > seen) seen = position;
      for (const [wake, after] of waiting) if (after < seen) wake();
    },
    wakeAll: () => {
      for (const wake of waiting.keys()) wake();
    },
    isEmpty: () => waiting.size === 0,
  };
}
