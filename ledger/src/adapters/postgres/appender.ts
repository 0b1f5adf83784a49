/**
 * Writes what is appended, one commit after the other: what arrives while one is under way goes
 * into the next.
 */
import { setImmediate as turn } from "node:timers/promises";
import {
  type Appending,
  batchWriter,
  type Waiting,
} from "#ledger/adapters/postgres/batch-writer.ts";
import { waitingLine } from "#ledger/adapters/postgres/waiting-line.ts";
import type { Wish } from "#ledger/adapters/postgres/wish.ts";
import type { Appended } from "#ledger/store/store.ts";

/** Takes one connection of the pool while there is something to write. */
export function appender(appending: Appending): (wish: Wish) => Promise<Appended> {
  const line = waitingLine<Waiting>(appending.limits);
  let isWriting = false;

  async function writeAll(): Promise<void> {
    const writer = batchWriter(appending);
    isWriting = true;
    for (;;) {
      // All who heard of the last commit may speak before the next begins.
      await turn();
      const batch = line.next();
      if (batch.length === 0) break;
      await writer.write(batch);
    }
    isWriting = false;
    writer.end();
  }

  return (wish) =>
    new Promise((resolve, reject) => {
      line.enter({ wish, resolve, reject });
      if (!isWriting) void writeAll();
    });
}
