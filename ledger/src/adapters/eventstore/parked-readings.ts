/** Readings of the log between two pages: the server waits, for a while, with what comes next. */
import type { Answers } from "#ledger/adapters/eventstore/connection.ts";
import type { StoreLimits } from "#ledger/adapters/eventstore/limits.ts";
import type { Position } from "#ledger/store/store.ts";

export type ParkedReadings = {
  /** Goes on behind this position; given up when nobody comes for it, or too many are parked. */
  park(answers: Answers, after: Position): void;
  take(after: Position): Answers | undefined;
  close(): void;
};

type Parked = {
  readonly answers: Answers;
  readonly after: Position;
  readonly timer: NodeJS.Timeout;
};

type Limits = Pick<StoreLimits, "readingsMax" | "readingIdleMilliseconds">;

export function parkedReadings(limits: Limits): ParkedReadings {
  const parked = new Set<Parked>();

  function take(one: Parked): Answers {
    clearTimeout(one.timer);
    parked.delete(one);
    return one.answers;
  }

  return {
    park: (answers, after) => {
      const timer = setTimeout(() => take(one).cancel(), limits.readingIdleMilliseconds);
      const one: Parked = { answers, after, timer };
      parked.add(one);
      const [oldest] = parked;
      if (parked.size > limits.readingsMax && oldest !== undefined) take(oldest).cancel();
    },
    take: (after) => {
      const one = [...parked].find((candidate) => candidate.after === after);
      return one && take(one);
    },
    close: () => {
      for (const one of parked) take(one).cancel();
    },
  };
}
