/** Collects what is to be done at the end, and does it once, the last first. */

export type Undoing = {
  /** Aborts before the first step is done. */
  readonly signal: AbortSignal;
  readonly atEnd: (step: () => Promise<unknown>) => void;
  /** Once is enough: whoever asks again waits for the same end. */
  readonly undo: () => Promise<void>;
};

export function undoing(): Undoing {
  const ending = new AbortController();
  const steps: (() => Promise<unknown>)[] = [];
  let done: Promise<void> | undefined;

  async function undoAll(): Promise<void> {
    ending.abort();
    // The last to start is the first to stop; a step may have been added meanwhile.
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) await step();
  }

  return {
    signal: ending.signal,
    atEnd: (step) => void steps.push(step),
    undo: () => {
      done ??= undoAll();
      return done;
    },
  };
}
