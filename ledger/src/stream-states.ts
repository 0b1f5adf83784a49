/** Remembers how streams stood when they were last seen, so that a busy one is not read again. */

/**
 * A state grows with the movements it was folded from, by some hundred bytes each at most: all
 * together stay below some ten megabytes.
 */
export const rememberedMovementsMax = 250_000;

/** A stream's state after so many movements. */
export type StreamState<State> = { readonly state: State; readonly revision: number };

export type StreamStates = {
  /** As it stood once; others may have appended since. */
  find(stream: string): StreamState<unknown> | undefined;
  /** Forgets those that were not asked for the longest, when there are too many movements. */
  keep(stream: string, state: StreamState<unknown>): void;
};

/** The stream kept last stays, even if it alone is larger: it would be read again at once. */
export function streamStates(movementsMax = rememberedMovementsMax): StreamStates {
  // A map remembers the order in which keys were set: the first was not asked for the longest.
  const states = new Map<string, StreamState<unknown>>();
  let movements = 0;

  function forget(stream: string): void {
    movements -= weight(states.get(stream));
    states.delete(stream);
  }

  return {
    find: (stream) => {
      const found = states.get(stream);
      if (found === undefined) return undefined;
      states.delete(stream);
      states.set(stream, found);
      return found;
    },
    keep: (stream, state) => {
      forget(stream);
      states.set(stream, state);
      movements += weight(state);
      for (const oldest of states.keys()) {
        if (movements <= movementsMax || oldest === stream) break;
        forget(oldest);
      }
    },
  };
}

/** A stream that nobody wrote weighs something too. */
function weight(state: StreamState<unknown> | undefined): number {
  return state === undefined ? 0 : state.revision + 1;
}
