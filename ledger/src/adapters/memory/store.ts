/** Keeps every movement in an array; for tests and for the simulation. */
import type { Movement, MovementOf, StreamCategory } from "@partita/schemas";
import {
  type Appended,
  appendBytesMax,
  commandOf,
  type MovementStore,
  type Recorded,
  streamName,
} from "#ledger/store/store.ts";

export function memoryStore(): MovementStore {
  const log: Recorded[] = [];
  const ids = new Set<string>();
  const streams = new Map<string, readonly Recorded[]>();
  const commands = new Map<string, readonly Recorded[]>();
  const waiting = new Set<() => void>();

  function append(stream: string, expected: number, movements: readonly Movement[]): Appended {
    const command = commandOf(movements[0]);
    const bodies = movements.map((movement) => JSON.stringify(movement));
    const bytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
    if (bytes > appendBytesMax) return { status: "too-large", bytes, bytesMax: appendBytesMax };
    const first = commands.get(command);
    if (first !== undefined) return { status: "repeated", recorded: first };
    const past = streams.get(stream) ?? [];
    if (past.length !== expected) return { status: "conflict" };
    const again = movements.find(({ id }) => ids.has(id));
    if (again !== undefined) throw new Error(`${again.id} is stored already`);
    const recorded = bodies.map((body, index) => ({
      // As a database would give it back: through its text.
      movement: JSON.parse(body),
      stream,
      revision: expected + index + 1,
      position: BigInt(log.length + index + 1),
    }));
    log.push(...recorded);
    for (const { id } of movements) ids.add(id);
    streams.set(stream, [...past, ...recorded]);
    commands.set(command, recorded);
    for (const wake of waiting) wake();
    return { status: "appended", recorded };
  }

  return {
    // A stream is written only through append, which takes movements of its own category.
    read: async <C extends StreamCategory>(category: C, streamId: string, afterRevision = 0) =>
      (streams.get(streamName(category, streamId)) ?? []).slice(
        afterRevision,
      ) as unknown as Recorded<MovementOf<C>>[],
    writtenBy: async (command) => commands.get(command) ?? [],
    append: async (category, streamId, expected, movements) =>
      append(streamName(category, streamId), expected, movements),
    // Positions count the movements of an array.
    readAll: async (after, limit) => log.slice(Number(after), Number(after) + limit),
    head: async () => BigInt(log.length),
    waitBeyond: (position, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || BigInt(log.length) > position) return resolve();
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener("abort", wake);
      }),
  };
}
