/** Lets so many do their work at once; whoever comes later waits in line. */

export type Slots = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

export function slots(max: number): Slots {
  const waiting: (() => void)[] = [];
  let free = max;

  async function take(): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** Whoever waits gets the slot at once, so that nobody overtakes. */
  function giveBack(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return async (work) => {
    await take();
    try {
      return await work();
    } finally {
      giveBack();
    }
  };
}
