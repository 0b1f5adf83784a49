/** The allocator as one running thing: it notices, does and reconciles until it is stopped. */
import type { Checkpoints, MovementStore } from "@partita/ledger";
import { keptView } from "#allocator/kept-view.ts";
import { ownWrites } from "#allocator/own-writes.ts";
import type { Ports } from "#allocator/ports.ts";
import type { Queue } from "#allocator/queue.ts";
import { react } from "#allocator/react.ts";
import type { Task } from "#allocator/task.ts";
import { work } from "#allocator/work.ts";

/** Between two reconciliations: what a lost task costs an instance in waiting, at most. */
export const reconcileMilliseconds = 60_000;

export type Allocator = Ports & {
  readonly store: MovementStore;
  readonly checkpoints: Checkpoints;
  readonly queue: Queue;
  readonly signal: AbortSignal;
};

/** Resolves when the signal aborted and all that was begun has ended; throws what a part throws. */
export async function allocator(parts: Allocator): Promise<void> {
  const failure = new AbortController();
  const signal = AbortSignal.any([parts.signal, failure.signal]);
  const running = [doTasks(parts, signal), react(parts, signal), reconcileForEver(parts, signal)];
  // One part that fails stops the others: half an allocator would look alive.
  const ended = await Promise.allSettled(
    running.map((part) => part.finally(() => failure.abort())),
  );
  const failed = ended.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

function doTasks(parts: Allocator, signal: AbortSignal): Promise<void> {
  const { send, position } = ownWrites(parts.send);
  const readView = keptView();
  return parts.queue.run(async (task) => {
    // What the task before gave away must be seen: else it would be given away again, in vain.
    const seen = later(task.position, position());
    await parts.queue.add(await work({ ...parts, send, readView }, { ...task, position: seen }));
  }, signal);
}

function later(position: string, other: bigint): string {
  return other > BigInt(position) ? String(other) : position;
}

async function reconcileForEver({ store, queue, clock }: Allocator, signal: AbortSignal) {
  const startedAt = Date.parse(clock.now());
  let id = `reconcile/start/${startedAt}`;
  while (!signal.aborted) {
    const position = String(await store.head());
    await queue.add([{ id, kind: "reconcile", position } satisfies Task]);
    await clock.sleep(reconcileMilliseconds, signal);
    // By the slot of time, so that several processes reconcile once between them.
    id = `reconcile/${Math.floor(Date.parse(clock.now()) / reconcileMilliseconds)}`;
  }
}
