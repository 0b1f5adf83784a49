/** Appends that wait for their batch, in the order they came; how many may wait is bounded. */
import type { StoreLimits } from "#ledger/adapters/postgres/limits.ts";
import type { Wish } from "#ledger/adapters/postgres/wish.ts";
import { StoreOverloaded } from "#ledger/store/store.ts";

type Limits = Pick<
  StoreLimits,
  "waitingAppendsMax" | "waitingBytesMax" | "batchMovementsMax" | "batchBytesMax"
>;

export type WaitingLine<One> = {
  /** Throws StoreOverloaded when the line is full. */
  enter(one: One): void;
  /** The next batch, in which no stream and no command comes twice; empty when nobody waits. */
  next(): readonly One[];
};

export function waitingLine<One extends { readonly wish: Wish }>(limits: Limits): WaitingLine<One> {
  let waiting: One[] = [];
  let bytes = 0;

  return {
    enter: (one) => {
      const isFull =
        waiting.length >= limits.waitingAppendsMax ||
        bytes + one.wish.bytes > limits.waitingBytesMax;
      if (isFull)
        throw new StoreOverloaded(`${waiting.length} appends of ${bytes} bytes wait already`);
      waiting.push(one);
      bytes += one.wish.bytes;
    },
    next: () => {
      const { batch, left } = split(waiting, limits);
      waiting = left;
      for (const { wish } of batch) bytes -= wish.bytes;
      return batch;
    },
  };
}

/** Whoever is passed over holds back all of its stream: within a stream the first comes first. */
function split<One extends { readonly wish: Wish }>(waiting: readonly One[], limits: Limits) {
  const batch: One[] = [];
  const passedOver: One[] = [];
  const streams = new Set<string>();
  const commands = new Set<string>();
  let room = { movements: limits.batchMovementsMax, bytes: limits.batchBytesMax };
  let looked = 0;
  for (const one of waiting) {
    const { stream, command, movements, bytes } = one.wish;
    const left = { movements: room.movements - movements.length, bytes: room.bytes - bytes };
    // The first always goes: alone, if it is larger than a batch.
    if (batch.length > 0 && (left.movements < 0 || left.bytes < 0)) break;
    looked += 1;
    if (streams.has(stream) || commands.has(command)) passedOver.push(one);
    else {
      batch.push(one);
      commands.add(command);
      room = left;
    }
    streams.add(stream);
  }
  return { batch, left: [...passedOver, ...waiting.slice(looked)] };
}
