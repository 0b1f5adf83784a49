/** Lets callers wait for a position: woken by this process's own changes, else by a slow look. */

/**
 * How often waiting callers look whether another process moved the checkpoint; one look serves all
 * of them.
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
  /** The furthest that was heard of. */
  let last = -1n;
  let looking: NodeJS.Timeout | undefined;

  function arrivedAt(position: bigint): void {
    if (position > last) last = position;
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
      if (last >= position) return true;
      arrivedAt(await checkpoint());
      return last >= position || wait(position, millisecondsMax);
    },
    close: () => {
      closed = true;
      for (const one of waiting) one.end(false);
    },
  };
}
