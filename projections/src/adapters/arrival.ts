/** Lets callers wait for a position: woken by this process's own changes, else by a slow look. */

/**
 * How often waiting callers look whether another process moved the checkpoint; one look serves all
 * of them. What was heard is believed for as long: a crash of the server takes away the last
 * moments of the rows, and to come back it needs longer.
 */
const lookMilliseconds = 200;

export type Arrival = {
  /** Whether the position is reached before the time is over. */
  reached(position: bigint, millisecondsMax: number): Promise<boolean>;
  /** Wakes those who wait for this position or one before it. */
  arrivedAt(position: bigint): void;
  /** Ends all waiting: not reached. */
  close(): void;
};

type Waiting = { readonly position: bigint; readonly end: (reached: boolean) => void };

export function arrival(checkpoint: () => Promise<bigint>): Arrival {
  const waiting = new Set<Waiting>();
  let closed = false;
  /** The furthest that was heard of, and when. */
  let last = { position: -1n, at: 0 };
  let looking: NodeJS.Timeout | undefined;

  function isKnown(position: bigint): boolean {
    return last.position >= position && performance.now() - last.at < lookMilliseconds;
  }

  function arrivedAt(position: bigint): void {
    // A look that began earlier may end later, and tell less.
    if (!isKnown(position + 1n)) last = { position, at: performance.now() };
    for (const one of waiting) if (one.position <= position) one.end(true);
  }

  function look(): void {
    // A look that fails is followed by the next one; whoever waits is answered when the time is
    // over.
    checkpoint().then(arrivedAt, () => undefined);
  }

  function wait(position: bigint, millisecondsMax: number): Promise<boolean> {
    if (closed) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => end(false), millisecondsMax);
      const one = { position, end };
      waiting.add(one);
      looking ??= setInterval(look, lookMilliseconds);
      function end(reached: boolean): void {
        waiting.delete(one);
        clearTimeout(timer);
        if (waiting.size === 0) stopLooking();
        resolve(reached);
      }
    });
  }

  function stopLooking(): void {
    clearInterval(looking);
    looking = undefined;
  }

  return {
    arrivedAt,
    reached: async (position, millisecondsMax) => {
      if (isKnown(position)) return true;
      arrivedAt(await checkpoint());
      return isKnown(position) || wait(position, millisecondsMax);
    },
    close: () => {
      closed = true;
      for (const one of waiting) one.end(false);
    },
  };
}
