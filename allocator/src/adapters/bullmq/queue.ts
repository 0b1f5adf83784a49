/** The queue on BullMQ: a task is a job here, and nowhere else. */
import { setTimeout } from "node:timers/promises";
import {
  type Connection,
  type Doer,
  type Jobs,
  openBackend,
} from "#allocator/adapters/bullmq/backend.ts";
import type { Log } from "#allocator/ports.ts";
import { attemptsMax, pauseMilliseconds, type Queue, tasksAtOnce } from "#allocator/queue.ts";
import type { Task } from "#allocator/task.ts";

type Options = {
  readonly connection: Connection;
  readonly log: Log;
  readonly attemptsMax?: number;
  readonly pauseMilliseconds?: number;
  readonly openMillisecondsMax?: number;
};

/** A job keeps its lock while its process lives, which renews it at half this time. */
const lockMilliseconds = 4000;
/** A lost lock is seen at one look and taken away at the next: the job runs again within 6 s. */
const lookMilliseconds = 1000;
/** Processes that may die of one job: one that kills whoever does it does not kill for ever. */
const deathsMax = 5;

/** A server that is there answers well within this. */
const openMillisecondsMax = 10_000;

/**
 * Finished jobs are kept to tell a repeated id, and no longer: two processes that follow the log
 * add the same. Measured, 1000 make each end half as slow again, and a task that is repeated does
 * nothing.
 */
const completedKeptMax = 200;
/** Fewer are added one by one: BullMQ makes tables in PostgreSQL for a bulk, which takes longer. */
const bulkMin = 8;
/** Those given up are kept for whoever asks why. */
const failedKeptMax = 1000;
/** BullMQ notes every step as an event; nobody here reads them. */
const eventsKeptMax = 100;

/** Opens the queue, on PostgreSQL with its tables up to date. Throws when nobody answers. */
export async function bullmqQueue(options: Options): Promise<Queue> {
  const { log, openMillisecondsMax: openMax = openMillisecondsMax } = options;
  const backend = await openBackend(options.connection);
  const jobs = backend.queue({ streams: { events: { maxLen: eventsKeptMax } } });
  jobs.on("error", (error) =>
    log({ level: "error", says: "the queue's connection failed", error }),
  );
  await ready(jobs, openMax);

  async function run(doer: (task: Task) => Promise<void>, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const worker = backend.worker(({ data }) => doer(data), {
      concurrency: tasksAtOnce,
      lockDuration: lockMilliseconds,
      stalledInterval: lookMilliseconds,
      maxStalledCount: deathsMax,
    });
    listen(worker, log);
    await ready(worker, openMax);
    await aborted(signal);
    await worker.close();
  }

  return {
    run,
    add: async (tasks) => {
      const added = tasks.map((task) => jobOf(task, options));
      if (added.length >= bulkMin) await jobs.addBulk(added);
      // In their order, in which they are best done; at once they took as long (measured).
      else for (const { name, data, opts } of added) await jobs.add(name, data, opts);
    },
    waiting: () => jobs.getWaitingCount(),
    close: () => jobs.close(),
  };
}

function jobOf(task: Task, options: Options) {
  const opts = {
    jobId: task.id,
    attempts: options.attemptsMax ?? attemptsMax,
    backoff: { type: "exponential", delay: options.pauseMilliseconds ?? pauseMilliseconds },
    removeOnComplete: { count: completedKeptMax },
    removeOnFail: { count: failedKeptMax },
  };
  return { name: task.kind, data: task, opts };
}

function listen(worker: Doer, log: Log): void {
  worker.on("error", (error) => log({ level: "error", says: "the queue's worker failed", error }));
  worker.on("stalled", (task) => log({ says: "a task lost its process and runs again", task }));
  worker.on("failed", (job, error) => {
    const { id: task, attemptsMade: attempts } = job ?? {};
    log({ level: "error", says: "a task failed", task, attempts, error });
  });
}

/** What cannot be reached is closed; for Redis, BullMQ would otherwise wait without end. */
async function ready(opened: Jobs | Doer, millisecondsMax: number): Promise<void> {
  const clock = new AbortController();
  try {
    await Promise.race([opened.waitUntilReady(), tooLate(millisecondsMax, clock.signal)]);
  } catch (cause) {
    await opened.close();
    throw new Error("the allocator's queue cannot be reached", { cause });
  } finally {
    clock.abort();
  }
}

async function tooLate(millisecondsMax: number, signal: AbortSignal): Promise<never> {
  await setTimeout(millisecondsMax, undefined, { signal });
  throw new Error(`no answer in ${millisecondsMax} ms`);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
