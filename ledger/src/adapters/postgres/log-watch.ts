/** Wakes those who wait for the log to grow: by NOTIFY, and by a slow poll should one be lost. */
import type { Notification, Pool } from "pg";
import { bell } from "#ledger/adapters/postgres/bell.ts";
import type { Position } from "#ledger/store/store.ts";

/** The channel on which writers tell the new last position. */
export const channel = "ledger_movements";
/** How late a lost notification is noticed. */
const pollMilliseconds = 1000;
/** Whoever gave up waiting may wait again soon: for so long the connection is kept for it. */
const lingerMilliseconds = 50;

export type LogWatch = { beyond(position: Position, signal: AbortSignal): Promise<void> };

/** Takes one connection of the pool while somebody waits, and gives it back soon after. */
export function logWatch(pool: Pool, head: () => Promise<Position>): LogWatch {
  const waiting = waitingRoom();
  const watching = { now: false };

  async function watch(): Promise<void> {
    watching.now = true;
    try {
      while (!waiting.isEmpty()) await listen(pool, head, waiting);
    } catch {
      // Whoever waits reads the log now, meets the fault there, and treats it.
      waiting.wakeAll();
    } finally {
      watching.now = false;
    }
  }

  return {
    beyond: (position, signal) => {
      const woken = waiting.enter(position, signal);
      if (!watching.now && !waiting.isEmpty()) void watch();
      return woken;
    },
  };
}

/** Until nobody waits any more, or the connection is lost. */
async function listen(
  pool: Pool,
  head: () => Promise<Position>,
  waiting: WaitingRoom,
): Promise<void> {
  const client = await pool.connect();
  let lost: Error | undefined;
  const lose = (error: Error) => {
    lost = error;
    waiting.changed.ring();
  };
  const hear = ({ payload = "0" }: Notification) => waiting.wakeBelow(BigInt(payload));
  client.on("error", lose).on("notification", hear);
  waiting.forget();
  try {
    await client.query(`listen ${channel}`);
    while (!waiting.isEmpty() && lost === undefined) {
      waiting.wakeBelow(await head());
      await quiet(waiting, () => lost !== undefined);
    }
    if (lost === undefined) await client.query(`unlisten ${channel}`);
  } catch (cause) {
    lost = new Error("the log could not be listened to", { cause });
    throw lost;
  } finally {
    client.removeListener("error", lose).removeListener("notification", hear);
    client.release(lost);
  }
}

/**
 * Until it is time for a look, or nobody has waited for a while, or the connection is lost. Whoever
 * enters meanwhile read the log while it was listened to: what it has not seen is told, or was.
 */
async function quiet(waiting: WaitingRoom, isLost: () => boolean): Promise<void> {
  const until = performance.now() + pollMilliseconds;
  for (;;) {
    const isLeft = waiting.isEmpty();
    const left = until - performance.now();
    if (isLost() || left <= 0) return;
    await waiting.changed.rung(isLeft ? Math.min(left, lingerMilliseconds) : left);
    if (isLeft && waiting.isEmpty()) return;
  }
}

type WaitingRoom = ReturnType<typeof waitingRoom>;

/** Who waits, and beyond which position; the bell rings when somebody enters or gives up. */
function waitingRoom() {
  const waiting = new Map<() => void, Position>();
  const changed = bell();
  /** The furthest position that was heard of. */
  let heard = 0n;

  function enter(position: Position, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted || position < heard) return resolve();
      const wake = () => {
        waiting.delete(wake);
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        wake();
        changed.ring();
      };
      waiting.set(wake, position);
      signal.addEventListener("abort", leave);
      changed.ring();
    });
  }

  function wakeBelow(head: Position): void {
    if (head > heard) heard = head;
    for (const [wake, position] of waiting) if (position < head) wake();
  }

  function wakeAll(): void {
    for (const wake of waiting.keys()) wake();
  }

  /** A server that took over from another may have less of the log than was heard of. */
  function forget(): void {
    heard = 0n;
  }

  return { changed, enter, wakeBelow, wakeAll, forget, isEmpty: () => waiting.size === 0 };
}
