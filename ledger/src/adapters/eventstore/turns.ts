/** Lets so many appends be under way at once, and so many wait; one too many is turned away. */
import type { StoreLimits } from "#ledger/adapters/eventstore/limits.ts";
import { StoreOverloaded } from "#ledger/store/store.ts";

type Limits = Pick<StoreLimits, "appendsUnderWayMax" | "waitingAppendsMax" | "waitingBytesMax">;

/** In the order they came. Rejects with StoreOverloaded when too much waits already. */
export type Turns = <T>(bytes: number, task: () => Promise<T>) => Promise<T>;

export function turns(limits: Limits): Turns {
  const waiting: { readonly bytes: number; readonly begin: () => void }[] = [];
  let underWay = 0;
  let waitingBytes = 0;

  function turn(bytes: number): Promise<void> | undefined {
    if (underWay < limits.appendsUnderWayMax) {
      underWay += 1;
      return undefined;
    }
    const isFull =
      waiting.length >= limits.waitingAppendsMax || waitingBytes + bytes > limits.waitingBytesMax;
    if (isFull)
      throw new StoreOverloaded(`${waiting.length} appends of ${waitingBytes} bytes wait already`);
    waitingBytes += bytes;
    return new Promise((begin) => waiting.push({ bytes, begin }));
  }

  /** The place is handed on, so that nobody overtakes who waits. */
  function end(): void {
    const next = waiting.shift();
    if (next === undefined) {
      underWay -= 1;
      return;
    }
    waitingBytes -= next.bytes;
    next.begin();
  }

  return async (bytes, task) => {
    await turn(bytes);
    try {
      return await task();
    } finally {
      end();
    }
  };
}
