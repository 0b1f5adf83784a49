/** Wakes those who wait for the log to grow: one subscription for all of them, while there are. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Answers, Connection } from "#ledger/adapters/eventstore/connection.ts";
import type { StoreLimits } from "#ledger/adapters/eventstore/limits.ts";
import { logNews } from "#ledger/adapters/eventstore/requests.ts";
import type { StreamNames } from "#ledger/adapters/eventstore/stream-names.ts";
import { type WaitingRoom, waitingRoom } from "#ledger/adapters/eventstore/waiting-room.ts";
import type { Position } from "#ledger/store/store.ts";

export type Tail = {
  beyond(position: Position, signal: AbortSignal): Promise<void>;
  /** Wakes all. */
  close(): void;
};

type Watching = {
  readonly connection: Connection;
  readonly names: StreamNames;
  readonly limits: StoreLimits;
  readonly head: () => Promise<Position>;
};

export function tail(watching: Watching): Tail {
  const { limits } = watching;
  const waiting = waitingRoom(linger);
  let open: Answers | undefined;
  let isWatching = false;
  let isClosed = false;
  let lingering: NodeJS.Timeout | undefined;

  /** Subscribes anew as long as somebody waits; nothing that came meanwhile is missed. */
  async function watch(): Promise<void> {
    isWatching = true;
    while (!waiting.isEmpty() && !isClosed) {
      try {
        open = await watching.connection.read(logNews(watching.names.prefixes));
        if (waiting.isEmpty()) linger();
        await listen(open, waiting, watching);
      } catch {
        await sleep(limits.pauseMilliseconds);
        // Whoever waits reads the log now, meets the fault there, and treats it.
        waiting.wakeAll();
      }
      open = undefined;
    }
    isWatching = false;
  }

  /** A follower that was woken soon waits again: for so long the subscription is kept for it. */
  function linger(): void {
    clearTimeout(lingering);
    lingering = setTimeout(() => {
      if (waiting.isEmpty()) open?.cancel();
    }, limits.lingerMilliseconds);
  }

  return {
    beyond: (position, signal) => {
      if (isClosed) return Promise.resolve();
      const woken = waiting.enter(position, signal);
      if (!isWatching && !waiting.isEmpty()) void watch();
      return woken;
    },
    close: () => {
      isClosed = true;
      waiting.wakeAll();
      clearTimeout(lingering);
      open?.cancel();
    },
  };
}

/** Until the subscription ends, or is cancelled. */
async function listen(
  answers: Answers,
  waiting: WaitingRoom,
  { head, limits }: Watching,
): Promise<void> {
  async function look(): Promise<void> {
    try {
      waiting.see(await head());
    } catch {
      answers.cancel();
    }
  }

  const recheck = setInterval(() => void look(), limits.recheckMilliseconds);
  try {
    for (;;) {
      const answer = await answers.next();
      if (answer === undefined) return;
      // From here on all is told; what came before is found by looking.
      if (answer.hasConfirmation()) await look();
      const position = answer.getEvent()?.getCommitPosition();
      if (position !== undefined) waiting.see(BigInt(position));
    }
  } finally {
    clearInterval(recheck);
    answers.cancel();
  }
}
