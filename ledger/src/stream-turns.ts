/** Lets those who want to write to one stream take turns, in the order they came. */
import { StoreOverloaded } from "#ledger/store/store.ts";

/** A stream writes some thousand commands a second: more would wait longer than anybody listens. */
export const waitingPerStreamMax = 10_000;

export type StreamTurns = {
  /**
   * Does the work when all that was asked for earlier on this stream is done, well or not. Throws
   * StoreOverloaded, and does not do it, when too many wait.
   */
  take<Result>(stream: string, work: () => Promise<Result>): Promise<Result>;
};

type Line = { count: number; last: Promise<unknown> };

export function streamTurns(waitingMax = waitingPerStreamMax): StreamTurns {
  const lines = new Map<string, Line>();

  return {
    take: async (stream, work) => {
      const line = lines.get(stream) ?? { count: 0, last: Promise.resolve() };
      if (line.count > waitingMax)
        throw new StoreOverloaded(`${waitingMax} commands wait for stream ${stream} already`);
      lines.set(stream, line);
      line.count += 1;
      const done = line.last.then(work);
      // Whoever comes next need not know how it ended.
      line.last = done.catch(() => undefined);
      try {
        return await done;
      } finally {
        line.count -= 1;
        if (line.count === 0) lines.delete(stream);
      }
    },
  };
}
